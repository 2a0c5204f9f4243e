"""The pages on which both sides sign, and the check of a file."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outhaul.apps.work.domain.asking import verdicts_before_sending
from outhaul.apps.work.domain.changing import begin_change, write_change
from outhaul.apps.work.domain.classifying import answer_check
from outhaul.apps.work.domain.codes import MOST_TRIES
from outhaul.apps.work.domain.letters import sign_address
from outhaul.apps.work.models import Engagement, Signature, Statement, Training
from tests.agreement_made import harmless
from tests.people import People
from tests.signing_made import (
    ana_signs,
    change_order,
    code_for,
    code_in,
    contractors,
    drafted,
    last_letter,
    olivia_signs,
    sent,
    signed,
    token_in,
)
from tests.statement_told import STATEMENT
from tests.web.agree.reading import plain


def visitor(people: People, name: str) -> Client:
    client = Client()
    client.force_login(getattr(people, name).user)
    return client


def place(people: People, name: str, statement: Statement) -> str:
    return reverse(name, kwargs={"business": people.bakery.key, "statement": statement.key})


def link(statement: Statement, name: str = "sign") -> str:
    return reverse(name, kwargs={"token": token_in(sign_address(contractors(statement)))})


def fresh(statement: Statement) -> Statement:
    return Statement.objects.select_related("engagement").get(pk=statement.pk)


def test_the_owner_sends_it_and_signs_it(people: People) -> None:
    statement, olivia = drafted(people.olivia), visitor(people, "olivia")
    page = place(people, "signing", statement)
    assert "0 of 2 have signed: it is still a draft." in plain(olivia.get(page))
    assert olivia.post(place(people, "send-statement", statement)).headers["Location"] == page
    assert "0 of 2 have signed; it can be signed until" in plain(olivia.get(page))
    wrong = olivia.post(page, {"typed_name": "Olive", "agrees": "on"})
    assert wrong.status_code == 422
    assert "Type it as it stands above: Olivia" in plain(wrong)
    assert olivia.post(page, {"typed_name": "Olivia", "agrees": "on"}).headers["Location"] == page
    assert "1 of 2 have signed" in plain(olivia.get(page))


def test_a_guard_that_blocks_is_told_and_overridden_in_one_place(people: People) -> None:
    """The page names what blocks and leads to the engagement; what an owner overrode is shown as such."""
    statement = drafted(people.olivia)
    Training.objects.update(removed_at=timezone.now())
    olivia, marco = visitor(people, "olivia"), visitor(people, "marco")
    refused = olivia.post(place(people, "send-statement", statement))
    assert refused.status_code == 422
    assert "No training of Marco counts today." in plain(refused)
    assert "Override" not in plain(refused)
    row = {"business": people.bakery.key, "engagement": statement.engagement.key}
    assert f"{reverse('engagement', kwargs=row)}#guards" in refused.content.decode()
    told = {
        "rule": "MANAGE-16",
        "blocked": "No training of Marco counts today.",
        "reason": "Marco has led such work for ten years.",
    }
    assert marco.post(reverse("override-engagement", kwargs=row), told).status_code == 403
    olivia.post(reverse("override-engagement", kwargs=row), told)
    said = plain(olivia.get(place(people, "signing", statement)))
    assert "overridden No training of Marco counts today." in said
    assert "Olivia went on: “Marco has led such work for ten years.”" in said
    assert olivia.post(place(people, "send-statement", statement)).status_code == 302


def test_what_nobody_may_override_stays_a_block(people: People) -> None:
    """§MANAGE-1: without a manager nothing goes out, whatever is kept as a reason."""
    statement, olivia = drafted(people.olivia), visitor(people, "olivia")
    Engagement.objects.update(manager="")
    row = {"business": people.bakery.key, "engagement": statement.engagement.key}
    blocked = next(
        one for one in verdicts_before_sending(people.olivia, fresh(statement)) if one.rule == "MANAGE-1"
    )
    told = {"rule": "MANAGE-1", "blocked": blocked.reason, "reason": "I answer for all of it myself."}
    olivia.post(reverse("override-engagement", kwargs=row), told)
    assert olivia.post(place(people, "send-statement", statement)).status_code == 422
    assert "overridden" not in plain(olivia.get(place(people, "signing", statement)))


def test_a_draft_of_a_change_is_overridden_on_the_page_of_the_engagement(people: People) -> None:
    statement, olivia = signed(people), visitor(people, "olivia")
    order = begin_change(people.olivia, statement.engagement, reason="Half is enough.")
    half = replace(STATEMENT, milestones=STATEMENT.milestones[:1])
    write_change(people.olivia, order, half)
    answer_check(people.olivia, statement.engagement, harmless(statement.engagement))
    page = reverse("engagement", args=[people.bakery.key, statement.engagement.key])
    blocked = "The fees come to 450.00 USD; the rate and hours to 1,650.50 USD."
    assert "The fees come to $450.00; the rate and hours to $1,650.50." in plain(olivia.get(page))
    assert f'value="{blocked}"' in olivia.get(page).content.decode()
    assert reverse("change-order", args=[people.bakery.key, order.key]) in olivia.get(page).content.decode()
    told = {"rule": "MANAGE-19", "blocked": blocked, "reason": "The rest is paid by the hour."}
    olivia.post(reverse("override-engagement", args=[people.bakery.key, statement.engagement.key]), told)
    assert olivia.post(place(people, "send-statement", order)).status_code == 302


def test_ana_reads_asks_for_a_code_and_signs_without_an_account(people: People) -> None:
    statement, ana = sent(people.olivia), Client()
    page = ana.get(link(statement))
    said = plain(page)
    assert "Read it, then sign by" in said
    assert "Every bank line has a booking" in said
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    ana.post(link(statement, "sign-code"))
    code = code_in(last_letter())
    told = {"code": code, "typed_name": "Ana Reyes"}
    unticked = ana.post(link(statement), told)
    assert (unticked.status_code, "The tick is missing" in plain(unticked)) == (422, True)
    answer = ana.post(link(statement), told | {"agrees": "on"}, HTTP_USER_AGENT="Ana's phone")
    assert answer.headers["Location"] == link(statement)
    assert "You have signed. Harbour Bakery has yet to sign." in plain(ana.get(link(statement)))
    kept = contractors(statement)
    assert (kept.typed_name, kept.ip_address, kept.agent) == ("Ana Reyes", "127.0.0.1", "Ana's phone")


def test_wrong_codes_say_how_many_tries_are_left(people: People) -> None:
    statement, ana = sent(people.olivia), Client()
    code_for(statement)
    told = {"code": "nonsense", "typed_name": "Ana Reyes", "agrees": "on"}
    said = [plain(ana.post(link(statement), told)) for _ in range(MOST_TRIES + 1)]
    assert ["4 tries are left" in said[0], "1 try is left" in said[3], "Please wait" in said[5]] == [True] * 3


def test_ana_declines_or_asks(people: People) -> None:
    statement, ana = sent(people.olivia), Client()
    assert ana.post(link(statement, "sign-ask"), {"question": ""}).status_code == 422
    ana.post(link(statement, "sign-ask"), {"question": "Is the first date firm?"})
    assert "Is the first date firm?" in last_letter()
    assert ana.post(link(statement, "sign-decline"), {"reason": ""}).status_code == 422
    ana.post(link(statement, "sign-decline"), {"reason": "Too early."})
    assert "This was declined" in plain(ana.get(link(statement)))
    late = ana.post(link(statement, "sign-decline"), {"reason": "Again."})
    assert late.status_code == 409
    page = plain(visitor(people, "olivia").get(place(people, "signing", statement)))
    assert ["It was declined." in page, "Too early." in page, "Issue it anew" in page] == [True] * 3


def test_taken_back_and_issued_anew(people: People) -> None:
    statement, olivia = sent(people.olivia), visitor(people, "olivia")
    olivia.post(place(people, "withdraw-statement", statement))
    assert "%s took it back." % people.bakery.name in plain(Client().get(link(statement)))  # noqa: UP031 -- as the text is
    olivia.post(place(people, "reissue-statement", statement))
    anew = Statement.objects.get(issue=2)
    assert "Issue 1" in plain(olivia.get(place(people, "signing", anew)))


def test_a_wrong_link_opens_nothing(people: People) -> None:
    statement = sent(people.olivia)
    Signature.objects.update(link_number=2)
    old = reverse("sign", kwargs={"token": f"{contractors(statement).key}.wrong"})
    assert Client().get(old).status_code == 404


def test_the_signed_paper_is_handed_out_as_it_is_kept(people: People) -> None:
    statement = signed(people)
    statement.refresh_from_db()
    kept = bytes(statement.paper or b"")
    assert Client().get(link(statement, "sign-paper")).content == kept
    assert visitor(people, "viktor").get(place(people, "statement-paper", statement)).content == kept


def test_a_file_is_checked_by_itself_or_by_its_fingerprint(people: People) -> None:
    statement = signed(people)
    statement.refresh_from_db()
    kept, client, verify = bytes(statement.paper or b""), Client(), reverse("verify")

    def checked(pdf: bytes) -> str:
        return plain(client.post(verify, {"file": BytesIO(pdf)}))

    for said in (checked(kept), plain(client.post(verify, {"fingerprint": statement.paper_hash}))):
        assert "Yes: this file was signed here" in said
        assert "Harbour Bakery and Ana Reyes" in said
        assert "number 1, issue 1" in said
    changed = checked(kept[:-1] + bytes([kept[-1] ^ 1]))
    assert ["No: this file is not one" in changed, "Ana Reyes" in changed] == [True, False]
    assert client.post(verify, {}).status_code == 422


def test_drafts_and_what_is_only_out_are_no_signed_papers(people: People) -> None:
    statement = sent(people.olivia)
    paper = Client().get(link(statement, "sign-paper")).content
    assert "No: this file" in plain(Client().post(reverse("verify"), {"file": BytesIO(paper)}))


@pytest.mark.usefixtures("people")
def test_checking_is_limited() -> None:
    client = Client()
    statuses = [client.post(reverse("verify"), {"fingerprint": "0" * 64}).status_code for _ in range(31)]
    assert (set(statuses[:30]), statuses[30]) == ({200}, 429)


def test_times_are_told_in_the_zone_of_who_reads_and_in_utc(people: People) -> None:
    statement = sent(people.olivia)
    olivia_signs(people, statement)
    ana = Client()
    ana.cookies["zone"] = "Asia/Manila"
    said = plain(ana.get(link(statement)))
    assert ["(Asia/Manila)" in said, "UTC" in said] == [True, True]


def test_change_orders_are_listed_with_what_they_change(people: People) -> None:
    order, viktor = change_order(people), visitor(people, "viktor")
    places = {"business": people.bakery.key, "engagement": order.engagement.key}
    listed = plain(viktor.get(reverse("change-orders", kwargs=places)))
    assert "0 change orders were signed." in listed
    assert "The law of Oregon. The law of Washington." in listed
    olivia_signs(people, order)
    ana_signs(order, code_for(order))
    assert "1 change order was signed." in plain(viktor.get(reverse("change-orders", kwargs=places)))
