"""Pages of engagements: what each role sees and may change, with a plain form and no script."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Protocol

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.models import Override
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.engagements import name_managers
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.domain.training import remove_training
from outhaul.apps.work.models import Classification, Clause, Engagement, Training
from outhaul.documents.statement.canonical import statement_of
from tests.agreement_made import accepted_offer, begun, harmless, ready, sent, signed, train
from tests.people import People


class Page(Protocol):
    """What a test client answers, as far as it is read here."""

    @property
    def content(self) -> bytes: ...
    @property
    def status_code(self) -> int: ...


def client_of(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


def address(name: str, visit: Visit, *keys: str) -> str:
    return reverse(name, args=[visit.business.key, *keys])


def words(answer: Page) -> str:
    """The text of a page without its marks."""
    body = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(body).replace("\xa0", " ").split())


def headline(answer: Page) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).replace("\xa0", " ").split())


def form_of(page: Page) -> dict[str, str | list[str]]:
    """What a browser would send of the page's largest form, unchanged."""
    body = page.content.decode()
    form = max(re.findall(r"<form.*?</form>", body, re.DOTALL), key=len)
    told: dict[str, str | list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form, re.DOTALL):
        name, kind = _attribute(tag, "name"), _attribute(tag, "type")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind in {"checkbox", "radio"} and not re.search(r"\schecked\b", tag):
            continue
        value = _attribute(tag, "value") or ("on" if kind == "checkbox" else "")
        if kind == "checkbox" and name in told:
            told[name] = [*told[name], value]
        else:
            told[name] = [value] if kind == "checkbox" else value
    for tag, text in re.findall(r"(<textarea[^>]*>)\n?(.*?)</textarea>", form, re.DOTALL):
        told[_attribute(tag, "name")] = unescape(text)
    for tag, options in re.findall(r"(<select[^>]*>)(.*?)</select>", form, re.DOTALL):
        every = re.findall(r"<option[^>]*>", options)
        chosen = next((one for one in every if " selected" in one), every[0] if every else "")
        told[_attribute(tag, "name")] = _attribute(chosen, "value")
    return told


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def test_the_list_says_what_runs_and_what_waits(people: People) -> None:
    client = client_of(people.olivia)
    page = client.get(address("engagements", people.olivia))
    assert headline(page) == "No work is handed out yet: 0 engagements."
    running = ready(people.olivia, begun(people.olivia))
    signed(sent(running))
    activate(None, running)
    begun(people.olivia, process="mail")
    accepted_offer(people.olivia, process="web-shop")
    page = client.get(address("engagements", people.olivia))
    assert headline(page) == "1 engagement is active, 1 is on the way to it."
    assert "Ana accepted $10.40 an hour for Bookkeeping." in words(page)


def test_offers_are_not_shown_to_who_may_not_see_who_applied(people: People) -> None:
    accepted_offer(people.olivia)
    for visit, shown in ((people.marco, True), (people.fatima, False), (people.viktor, False)):
        page = client_of(visit).get(address("engagements", visit))
        assert ("Accepted offers" in words(page)) is shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    people: People, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for process in ("books", "mail", "web-shop")[:count]:
        begun(people.olivia, process=process)
    client = client_of(people.fatima)
    with django_assert_num_queries(9):
        client.get(address("engagements", people.fatima))


def test_an_accepted_offer_is_begun_once_by_the_button(people: People) -> None:
    offer = accepted_offer(people.marco)
    client, where = client_of(people.marco), address("new-engagement", people.marco, offer.key)
    assert headline(client.get(where)) == "Ana accepted $10.40 an hour for Bookkeeping."
    for _ in range(2):
        answer = client.post(where)
        engagement = Engagement.objects.get()
        assert answer.headers["Location"] == address("engagement", people.marco, engagement.key)


def test_a_candidate_without_an_address_is_told_beside_the_button(people: People) -> None:
    offer = accepted_offer(people.olivia, person={"email": ""})
    page = client_of(people.olivia).post(address("new-engagement", people.olivia, offer.key))
    assert page.status_code == 422
    assert "The e-mail address of Ana is not told." in words(page)


def test_the_strip_says_state_step_who_and_period(people: People) -> None:
    engagement = begun(people.olivia)
    client, where = client_of(people.olivia), address("engagement", people.olivia, engagement.key)

    def strip() -> list[str]:
        body = client.get(where).content.decode()
        strip = body.split('<dl class="strip">')[1].split("</dl>")[0]
        return [" ".join(unescape(one).split()) for one in re.findall(r"<dd>(.*?)</dd>", strip, re.DOTALL)]

    period = "4 January 2027 to 3 July 2027"
    assert strip() == ["draft", "mend the 3 things that block it", "you", period]
    ready(people.olivia, engagement)
    assert strip() == ["draft", "send it to be signed", "the owner", period]
    statement = sent(engagement)
    signed(statement, "client")
    statement.signatures.create(side="contractor", name="Ana", email="ana@example.org")
    assert strip() == ["being signed", "sign", "Ana", period]
    signed(statement)
    assert strip() == ["being signed", "let it begin", "you", period]
    activate(None, engagement)
    assert strip() == ["active", "deliver the next milestone", "Ana", period]


def test_each_guard_says_what_is_so_and_where_it_is_mended(people: People) -> None:
    engagement = begun(people.olivia)
    page = client_of(people.olivia).get(address("engagement", people.olivia, engagement.key))
    assert "Nobody of the business's own answers for it." in words(page)
    assert "The classification check has not been made." in words(page)
    assert address("classification", people.olivia, engagement.key) in page.content.decode()


def test_manager_and_deputy_are_chosen_by_the_hours_that_are_left(people: People) -> None:
    engagement = begun(people.olivia)
    client = client_of(people.marco)
    page = client.get(address("engagement", people.marco, engagement.key))
    assert "Marco: 26 h a month left with it, not trained" in words(page)
    where = address("name-managers", people.marco, engagement.key)
    wrong = client.post(where, {"manager": "marco", "deputy": "marco"})
    assert wrong.status_code == 422
    assert "The deputy is the manager." in words(wrong)
    assert client.post(where, {"manager": "marco", "deputy": "olivia"}).status_code == 302
    engagement.refresh_from_db()
    assert (engagement.manager, engagement.deputy) == ("marco", "olivia")


def test_only_an_owner_is_offered_to_override_and_never_what_is_firm(people: People) -> None:
    engagement = begun(people.olivia)
    for visit, offered in ((people.olivia, 1), (people.marco, 0), (people.fatima, 0)):
        page = client_of(visit).get(address("engagement", visit, engagement.key))
        assert words(page).count("Override this block") == offered  # the deputy alone


def test_an_override_needs_a_reason_and_is_shown(people: People) -> None:
    engagement = ready(people.olivia, begun(people.olivia))
    remove_training(people.olivia, Training.objects.get())
    client, where = client_of(people.olivia), address("override-engagement", people.olivia, engagement.key)
    told = {"rule": "MANAGE-16", "blocked": "No training of Marco counts today.", "reason": "ok"}
    wrong = client.post(where, told)
    assert wrong.status_code == 422
    assert "understand it a year from now" in words(wrong)
    page = client.post(where, told | {"reason": "He starts the course on Monday"}, follow=True)
    assert "Olivia went on: “He starts the course on Monday”" in words(page)
    client.post(where, told | {"rule": "MANAGE-11", "blocked": "x", "reason": "It is not true"})
    assert Override.objects.count() == 1


def test_a_step_wants_its_reason(people: People) -> None:
    engagement = begun(people.olivia)
    client, where = client_of(people.olivia), address("take-step", people.olivia, engagement.key)
    assert client.post(where, {"verb": "cancel"}).status_code == 422
    page = client.post(where, {"verb": "cancel", "reason": "Ana found a job"}, follow=True)
    assert "It is cancelled. Nothing was signed." in words(page)
    assert "Why: Ana found a job" in words(page)
    page = client.post(where, {"verb": "resume"}, follow=True)
    assert "That cannot be done from where it is now." in words(page)


def test_what_is_signed_can_begin_by_the_button_once_it_is_mended(people: People) -> None:
    engagement = ready(people.olivia, begun(people.olivia))
    signed(sent(engagement))
    remove_training(people.olivia, Training.objects.get())
    client, where = client_of(people.marco), address("take-step", people.marco, engagement.key)
    assert "It cannot begin yet" in words(client.post(where, {"verb": "begin"}, follow=True))
    train(people.olivia)
    page = client.post(where, {"verb": "begin"}, follow=True)
    assert "It is active: the work can begin." in words(page)
    assert "8 February 2027" in words(page)


def test_the_statement_reads_as_a_document_for_every_role(people: People) -> None:
    row = statement_of_work(name_managers(people.olivia, begun(people.olivia), manager="marco", deputy=""))
    assert row is not None
    for visit in (people.olivia, people.marco, people.fatima, people.viktor):
        page = client_of(visit).get(address("statement", visit, row.key))
        assert headline(page) == "Bookkeeping: 6 milestones for $2,496.00."
        for said in (
            "Every bank line of the month is assigned to an account.",
            "A look at open items, every week: looks at Books of the month",
            "Marco answers for it at Harbour Bakery; nobody yet steps in.",
            "Ana is independent. How, when and where the work is done is their own choice",
        ):
            assert said in words(page)
        assert ("Change it" in words(page)) is (visit in {people.olivia, people.marco})


def edited(people: People, other: Mapping[str, str | list[str]]) -> tuple[Page, Engagement]:
    engagement = begun(people.olivia)
    row = statement_of_work(engagement)
    assert row is not None
    where = address("edit-statement", people.marco, row.key)
    client = client_of(people.marco)
    told = form_of(client.get(where))
    return client.post(where, told | dict(other)), engagement


def said_of(engagement: Engagement) -> object:
    row = statement_of_work(engagement)
    assert row is not None
    return statement_of(row.content)


def test_a_draft_that_is_sent_back_unchanged_stays_as_it_is(people: People) -> None:
    before = said_of(begun(people.olivia, process="mail"))
    answer, engagement = edited(people, {})
    assert answer.status_code == 302
    assert said_of(engagement) == before


def test_a_draft_is_changed_row_by_row(people: People) -> None:
    answer, engagement = edited(
        people,
        {
            "main-review_days": "3",
            "milestones-0-criteria": "It is there.\n\n It is right. ",
            "milestones-1-DELETE": "on",
            "milestones-6-name": "A word at the end",
            "milestones-6-deliverable": "A summary",
            "milestones-6-due_on": "2027-07-20",
            "milestones-6-fee": "100.50",
            "chosen-clauses": ["acceptance", "payment"],
        },
    )
    assert answer.status_code == 302
    row = statement_of_work(engagement)
    assert row is not None
    said = statement_of(row.content)
    assert said.review_days == 3
    assert said.milestones[0].criteria == ("It is there.", "It is right.")
    assert [item.name[-11:] for item in said.milestones] == [
        "onth 1 of 6", "onth 3 of 6", "onth 4 of 6", "onth 5 of 6", "onth 6 of 6", " at the end",
    ]  # fmt: skip
    assert str(said.milestones[-1].fee) == "100.50"
    assert [item.key for item in said.clauses] == ["acceptance", "payment"]


def test_wrong_input_is_told_beside_its_field_and_saves_nothing(people: People) -> None:
    before = said_of(begun(people.olivia, process="mail"))
    answer, engagement = edited(
        people, {"main-ends_on": "2026-01-01", "main-review_days": "0", "milestones-0-name": ""}
    )
    assert answer.status_code == 422
    assert "Nothing is saved yet." in words(answer)
    assert "It would end before it begins." in words(answer)
    assert said_of(engagement) == before


def test_milestones_are_laid_out_anew_over_other_dates(people: People) -> None:
    _answer, engagement = edited(people, {"main-ends_on": "2027-04-03", "again": "yes"})
    row = statement_of_work(engagement)
    assert row is not None
    assert [str(item.fee) for item in statement_of(row.content).milestones] == ["416.00", "416.00", "416.00"]


def test_what_was_sent_cannot_be_edited(people: People) -> None:
    engagement = begun(people.olivia)
    row = sent(engagement)
    page = client_of(people.olivia).get(address("edit-statement", people.olivia, row.key), follow=True)
    assert "It was sent, so its words stay." in words(page)


def test_the_check_starts_from_the_terms_and_keeps_what_is_answered(people: People) -> None:
    engagement = begun(people.olivia)
    client, where = client_of(people.marco), address("classification", people.marco, engagement.key)
    page = client.get(where)
    assert headline(page) == "9 questions are open: does it look like employment?"
    assert words(page).count("from the terms") == 10
    told = {key: "yes" if item.answer else "no" for key, item in harmless(engagement).items()}
    assert client.post(where, told | {"place.evidence": "Ana lives in Manila"}).status_code == 302
    page = client.get(where)
    assert headline(page) == "0 answers speak of employment: the risk is low."
    assert "Ana lives in Manila" in page.content.decode()
    assert Classification.objects.get().result == "low"


def test_a_high_risk_says_to_ask_a_lawyer_and_what_to_change(people: People) -> None:
    engagement = begun(people.olivia)
    client, where = client_of(people.olivia), address("classification", people.olivia, engagement.key)
    told = {key: "yes" if item.answer else "no" for key, item in harmless(engagement).items()}
    client.post(where, told | dict.fromkeys(("fixed_hours", "place", "exclusivity"), "yes"))
    page = words(client.get(where))
    for said in ("the risk is high", "Ask a lawyer before you go on.", "Leave the place to them."):
        assert said in page
    assert "complian" not in page.lower()


def test_who_only_reads_sees_the_check_and_cannot_answer(people: People) -> None:
    engagement = begun(people.olivia)
    client, where = client_of(people.viktor), address("classification", people.viktor, engagement.key)
    page = client.get(where)
    assert "<fieldset disabled" in page.content.decode()
    assert "Keep these answers" not in words(page)
    assert client.post(where, {}).status_code == 403


def test_clauses_are_changed_restored_and_left_out(people: People) -> None:
    client = client_of(people.marco)
    where = address("clause", people.marco, "payment")
    assert client.post(where, {"title": "", "why": "", "text": "x"}).status_code == 422
    client.post(where, {"title": "Payment", "why": "Soon.", "text": "At once."})
    assert "version 2 your wording" in words(client.get(address("clauses", people.marco)))
    client.post(address("restore-clause", people.marco, "payment"))
    assert "Version 3 is in force." in words(client.get(where))
    client.post(address("use-clause", people.marco, "law"), {"use": "no"})
    page = client.get(address("clauses", people.marco))
    assert headline(page) == "New agreements begin with 9 clauses."
    client.post(address("add-clause", people.marco), {"title": "Allergens", "why": "", "text": "None."})
    assert Clause.objects.filter(title="Allergens").count() == 1


def test_a_draft_can_be_written_in_another_language(people: People) -> None:
    answer, engagement = edited(people, {"main-language": "de", "again": "yes"})
    assert answer.status_code == 302
    row = statement_of_work(engagement)
    assert row is not None
    said = statement_of(row.content)
    assert (said.language, [clause.title for clause in said.clauses][:2]) == (
        "de",
        ["Abnahme", "Zahlung und Verzug"],
    )
    assert said.clauses[0].text.startswith("Ana übergibt jeden Meilenstein")


def test_clauses_are_read_and_changed_in_the_language_that_is_chosen(people: People) -> None:
    client = client_of(people.olivia)
    page = client.get(address("clauses", people.olivia) + "?language=de")
    assert ("Abnahme" in words(page), "Acceptance" in words(page)) == (True, False)
    where = address("clause", people.olivia, "payment") + "?language=de"
    told = {"title": "Zahlung", "why": "Bald.", "text": "{client} zahlt bald."}
    answer = client.post(where, told)
    assert answer.headers["Location"] == address("clauses", people.olivia) + "?language=de"
    assert "Zahlung" in words(client.get(answer.headers["Location"]))
    assert "Payment and late interest" in words(client.get(address("clauses", people.olivia)))
