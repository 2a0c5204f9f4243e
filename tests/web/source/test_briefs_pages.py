"""Pages of briefs: written from the plan, edited without script, published or refused, handed on."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.domain.briefs import change_brief, copy_brief
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.publishing import publish_brief
from outhaul.apps.sourcing.models import Brief, Override
from outhaul.reference.tables import Reference
from tests.briefs_made import BOOKS, applied, opened_brief, vague, written
from tests.people import People


def address(brief: Brief, more: str = "") -> str:
    return f"/b/{brief.business.key}/source/briefs/{brief.key}/{more}"


def heading(page: bytes) -> str:
    found = re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page.decode(), re.DOTALL)
    return unescape(" ".join(" ".join(found).split()))


def fields_of(page: bytes) -> dict[str, str]:
    """What a browser would send of the editor as it was shown."""
    text = page.decode().partition('id="editor"')[2].partition("</form>")[0]
    told = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>', text)
    }
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = (re.search(rf'{what}="([^"]*)"', tag) for what in ("name", "value"))
        if name:
            told[name[1]] = unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.DOTALL):
        told[name] = unescape(value).strip("\n")
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        told[name] = chosen[1] if chosen else ""
    return told


def test_an_empty_list_teaches_and_leads_to_the_plans_work(olivia: Client, made: Plan) -> None:
    page = olivia.get(f"/b/{made.business.key}/source/briefs/")
    text = page.content.decode()
    assert heading(page.content) == "0 briefs so far: what shall somebody do for you?"
    asked = re.findall(r"/source/briefs/write/\?process=([\w-]+)", text)
    assert asked == ["books", "support", "shop", "posts"]


def test_the_plan_leads_to_the_brief_and_the_brief_back(olivia: Client, made: Plan) -> None:
    plan = olivia.get(f"/b/{made.business.key}/plans/{made.key}/").content.decode()
    link = unescape(re.findall(r'href="([^"]*source/briefs/write/\?process=books[^"]*)"', plan)[0])
    start = olivia.get(link)
    assert heading(start.content) == "Bookkeeping: a brief with 3 deliverables to start from."
    answer = olivia.post(
        f"/b/{made.business.key}/source/briefs/write/", {"process": "books", "plan": made.key}
    )
    brief = Brief.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address(brief, "edit/"))
    back = f"/b/{made.business.key}/plans/{made.key}/work/books/"
    assert f'href="{back}"' in olivia.get(address(brief)).content.decode()
    again = olivia.post(f"/b/{made.business.key}/source/briefs/write/", {"process": "books"})
    assert (again["Location"], Brief.objects.count()) == (address(brief), 1)


def test_who_may_only_look_sees_no_way_to_write(client: Client, people: People, made: Plan) -> None:
    client.force_login(people.viktor.user)
    page = client.get(f"/b/{made.business.key}/plans/{made.key}/").content.decode()
    assert "source/briefs/write" not in page


def test_the_editor_sent_as_it_was_shown_changes_nothing(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    answer = olivia.post(address(brief, "edit/"), {**told, "done": "1"})
    assert (answer.status_code, answer["Location"]) == (302, address(brief))
    brief.refresh_from_db()
    assert content_of(brief) == BOOKS


def test_without_script_a_deliverable_is_added_named_and_taken_out(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    more = olivia.post(address(brief, "edit/"), {**told, "add": "deliverable"})
    told = fields_of(more.content)
    assert (more.status_code, told["count"], told["d2-name"]) == (200, "3", "")
    told |= {
        "d2-name": "Closing file",
        "d2-criteria": "It balances to the cent\n\nIt opens in our software",
        "d2-look_0": "Half-way",
    }
    olivia.post(address(brief, "edit/"), told)
    brief.refresh_from_db()
    kept = content_of(brief).deliverables[2]
    assert (kept.name, kept.criteria) == (
        "Closing file",
        ("It balances to the cent", "It opens in our software"),
    )
    assert content_of(brief).checkpoints[2].deliverable == "Closing file"
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    fewer = fields_of(olivia.post(address(brief, "edit/"), {**told, "drop": "0"}).content)
    assert (fewer["count"], fewer["d0-name"], fewer["d1-name"]) == (
        "2",
        "List of open questions",
        "Closing file",
    )
    assert len(content_of(Brief.objects.get()).deliverables) == 3, "nothing is kept until it is saved"


def test_wrong_input_stands_beside_its_field_and_keeps_nothing(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    answer = olivia.post(address(brief, "edit/"), {**told, "hours_per_month": "many", "title": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_hours_per_month_error"' in text
    assert 'id="id_title_error"' in text
    brief.refresh_from_db()
    assert content_of(brief) == BOOKS


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    change_brief(people.marco, brief, content=vague(purpose="What Marco wrote meanwhile, at length."))
    answer = olivia.post(
        address(brief, "edit/"), {**told, "purpose": "What Olivia typed, and keeps on the page."}
    )
    assert answer.status_code == 409
    assert "What Olivia typed, and keeps on the page." in answer.content.decode()
    brief.refresh_from_db()
    assert content_of(brief).purpose == "What Marco wrote meanwhile, at length."


def test_the_meter_measures_what_is_typed_and_keeps_nothing(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    told = fields_of(olivia.get(address(brief, "edit/")).content)
    answer = olivia.post(address(brief, "meter/"), {**told, "d0-criteria": "Booked in good order"})
    text = " ".join(unescape(answer.content.decode()).split())
    assert "<strong>80</strong> of 100" in text
    assert '<a href="#id_d0-criteria">Booked month: everybody reads “good” otherwise.</a>' in text
    brief.refresh_from_db()
    assert content_of(brief) == BOOKS


def test_what_the_guard_blocks_is_told_and_mended(olivia: Client, people: People) -> None:
    """§SCOPE-18."""
    brief = change_brief(people.olivia, written(people), content=vague(checkpoints=()))
    answer = olivia.post(address(brief, "do/publish/"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Guard scope blocks it, so it is still a draft." in text
    assert "No checkpoint looks at any deliverable while it is in the making." in text
    assert "override" not in text, "nobody goes on without checkpoints"
    change_brief(people.olivia, brief, content=BOOKS)
    assert olivia.post(address(brief, "do/publish/")).status_code == 302
    brief.refresh_from_db()
    assert brief.state == "published"


def test_the_owner_overrides_a_block_with_a_reason(olivia: Client, people: People) -> None:
    """§SCOPE-4."""
    brief = written(people, "recipes")
    page = olivia.get(address(brief)).content.decode()
    rule, blocked = (
        unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0]) for name in ("rule", "blocked")
    )
    told = {"rule": rule, "blocked": blocked}
    assert olivia.post(address(brief, "override/"), {**told, "reason": "so"}).status_code == 422
    assert (
        olivia.post(address(brief, "override/"), {**told, "reason": "We sell the old recipes"}).status_code
        == 302
    )
    assert (rule, Override.objects.get().reason) == ("SCOPE-4", "We sell the old recipes")
    assert olivia.post(address(brief, "do/publish/")).status_code == 302
    brief.refresh_from_db()
    assert brief.state == "published"


def test_a_manager_is_offered_no_override(client: Client, people: People) -> None:
    client.force_login(people.marco.user)
    page = client.get(address(written(people, "recipes"))).content.decode()
    assert "override" not in page


def test_a_link_is_opened_changed_and_taken_back(
    olivia: Client, people: People, reference: Reference
) -> None:
    brief = publish_brief(people.olivia, written(people), reference=reference)
    wrong = olivia.post(address(brief, "link/"), {"open_until": "2001-01-01"})
    assert (wrong.status_code, "Choose a day from today on" in wrong.content.decode()) == (422, True)
    olivia.post(address(brief, "link/"), {"open_until": opened_day()})
    page = olivia.get(address(brief)).content.decode()
    (link,) = re.findall(r'value="http://testserver(/a/brief/[^"]+)"', page)
    assert Client().get(link).status_code == 200
    olivia.post(address(brief, "link/back/"))
    assert Client().get(link).status_code == 404


def opened_day() -> str:
    from datetime import timedelta  # noqa: PLC0415 -- beside its only use

    from django.utils import timezone  # noqa: PLC0415 -- likewise

    return (timezone.localdate() + timedelta(days=20)).isoformat()


def test_taken_out_it_can_be_put_back_from_the_list(olivia: Client, people: People) -> None:
    brief = written(people)
    answer = olivia.post(address(brief, "remove/"), follow=True)
    assert "Bookkeeping is taken out." in answer.content.decode()
    assert olivia.get(address(brief)).status_code == 404
    olivia.post(address(brief, "restore/"))
    assert olivia.get(address(brief)).status_code == 200


def test_the_text_and_the_paper_hold_what_is_handed_over_and_no_band(olivia: Client, people: People) -> None:
    brief = change_brief(people.olivia, written(people), content=BOOKS)
    text = olivia.get(address(brief, "brief.txt"))
    assert text["Content-Disposition"] == 'attachment; filename="harbour-bakery-bookkeeping-brief.txt"'
    assert "The bank balance in the books equals the statement to the cent" in text.content.decode()
    assert "11.2" not in text.content.decode()
    pdf = olivia.get(address(brief, "brief.pdf"))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_briefs_as_for_one(
    olivia: Client, people: People, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    brief = opened_brief(people)
    applied(brief)
    for number in range(1, count):
        copy_brief(people.olivia, brief, key=f"{number:012d}")
    with django_assert_num_queries(9):
        page = olivia.get(f"/b/{people.bakery.key}/source/briefs/")
    assert heading(page.content).startswith(f"{count} brief")


def test_the_trail_tells_of_briefs_in_sentences(olivia: Client, people: People) -> None:
    applied(opened_brief(people))
    page = olivia.get(f"/b/{people.bakery.key}/audit/").content.decode()
    for sentence in (
        "Olivia wrote the brief Bookkeeping",
        "Olivia published the brief Bookkeeping",
        "Olivia opened the brief Bookkeeping by link",
        "Somebody applied for Bookkeeping",
    ):
        assert sentence in page
    assert Event.objects.filter(thing="application").count() == 1
