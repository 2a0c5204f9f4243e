"""The pages on which candidates are weighed: what they say, to whom, and what their forms do."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import remove_entry
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.rating import rate
from outhaul.apps.sourcing.domain.trying_out import agree_trial, propose_trial, submit_trial
from outhaul.apps.sourcing.lifecycles import CandidacyState, TrialState
from outhaul.apps.sourcing.models import Brief, Candidacy, Interview, Note, Override, TrackRecord, Trial
from outhaul.reference.tables import load
from outhaul.web.audit.sentences import sentence
from tests.matching_made import books_brief, candidacy, delivered, sample_task
from tests.people import People

RATED = {"delivered": 4, "skill": 3, "language": 3, "hours": 2}


@pytest.fixture
def brief(people: People) -> Brief:
    return books_brief(people.olivia)


@pytest.fixture
def ana(people: People, brief: Brief) -> Candidacy:
    return candidacy(people.olivia, brief)


@pytest.fixture
def in_2026() -> Iterator[None]:
    """The page draws the present year."""
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        yield


def signed_in(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


@pytest.fixture
def olivia(people: People) -> Client:
    return signed_in(people.olivia)


@pytest.fixture
def base(people: People) -> str:
    return f"/b/{people.bakery.key}/source"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', html)


def test_without_candidates_the_ranking_tells_what_it_is_for(olivia: Client, base: str, brief: Brief) -> None:
    told = page(olivia, f"{base}/briefs/{brief.key}/ranking/")
    assert "0 candidates are weighed for Bookkeeping." in told
    assert "Nobody has applied yet" in told


def test_the_ranking_says_who_fits_best_and_how_sure_that_is(
    people: People, olivia: Client, base: str, brief: Brief, ana: Candidacy
) -> None:
    delivered(ana.candidate, 6)
    candidacy(people.olivia, brief, name="Ben", country="KE", languages={"en": {"level": "B1"}})
    told = page(olivia, f"{base}/briefs/{brief.key}/ranking/")
    assert "Of 2 candidates, Ana fits best: 92 of 100." in told
    assert "most likely 86 to 97" in told
    assert "Skills 87 , Delivered here 88 , Language 100" in told or "Skills 87, Delivered here 88" in told
    assert "Their English is B1, and this work needs B2." in told


def test_the_ranking_does_not_call_somebody_the_best_who_may_not_be(
    people: People, olivia: Client, base: str, brief: Brief, ana: Candidacy
) -> None:
    candidacy(people.olivia, brief, name="Ben", country=ana.candidate.country)
    told = page(olivia, f"{base}/briefs/{brief.key}/ranking/")
    score = round(Candidacy.objects.get(pk=ana.pk).score or 0)
    assert f"Ana is ahead with {score} of 100, but not beyond doubt: Ben has {score}." in told


def test_the_first_three_are_ticked_for_the_comparison(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    for name in "ABCD":
        candidacy(people.olivia, brief, name=name)
    html = olivia.get(f"{base}/briefs/{brief.key}/ranking/").content.decode()
    assert re.findall(r'name="who"[^>]*?(checked)?\s*/>', html) == ["checked"] * 3 + [""]


def test_who_is_blocked_is_not_called_the_best(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    candidacy(people.olivia, brief, name="Eve", country="CU")
    told = page(olivia, f"{base}/briefs/{brief.key}/ranking/")
    assert "1 candidate is weighed, and guard match blocks." in told


def test_the_ranking_is_sorted_and_filtered_by_its_address(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    candidacy(people.olivia, brief)
    candidacy(people.olivia, brief, name="Zoe", skills=[])
    gone = candidacy(people.olivia, brief, name="Ada", languages={})
    Candidacy.objects.filter(pk=gone.pk).update(state=CandidacyState.WITHDRAWN)
    address = f"{base}/briefs/{brief.key}/ranking/"

    def shown(query: str) -> list[str]:
        return names(olivia.get(address + query).content.decode())

    assert shown("") == ["Ana", "Zoe"]
    assert shown("?sort=newest") == ["Zoe", "Ana"]
    assert shown("?sort=name&state=all") == ["Ada", "Ana", "Zoe"]
    assert shown("?state=withdrawn") == ["Ada"]
    assert shown("?state=nonsense&sort=nonsense") == ["Ana", "Zoe"]
    assert shown("?sort=-match") == ["Zoe", "Ana"]


def test_rates_are_sorted_by_what_they_are_worth_and_blocked_candidates_stand_last(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    for name, asked, currency, country in [
        ("Dear", "40", "USD", "PH"),
        ("Pesos", "500", "PHP", "PH"),
        ("Cuba", "1", "USD", "CU"),
        ("Fair", "12", "USD", "PH"),
    ]:
        candidacy(people.olivia, brief, name=name, rate=Decimal(asked), currency=currency, country=country)
    candidacy(people.olivia, brief, name="Silent", rate=None, currency="")
    address = f"{base}/briefs/{brief.key}/ranking/"
    cheap = olivia.get(f"{address}?sort=rate").content.decode()
    assert names(cheap) == ["Pesos", "Fair", "Dear", "Silent", "Cuba"]
    assert re.findall(r'aria-sort="(\w+)">\s*<a href="\?sort=([\w-]+)"', cheap) == [("ascending", "-rate")]
    dear = olivia.get(f"{address}?sort=-rate").content.decode()
    assert names(dear) == ["Dear", "Fair", "Pesos", "Silent", "Cuba"]
    blocked = dear.split("<tr>")[-1]
    assert ("Blocked, so listed last" in blocked, dear.count("Blocked, so listed last")) == (True, 1)
    assert names(olivia.get(f"{address}?sort=name").content.decode())[-1] == "Cuba"


@pytest.mark.parametrize("order", ["match", "name", "newest", "rate", "-rate", "hours", "-name"])
def test_pages_of_the_ranking_follow_each_other_without_a_gap(
    people: People, olivia: Client, base: str, brief: Brief, order: str
) -> None:
    kept = timezone.now().date() + timedelta(days=9)
    for number in range(53):
        rate = Decimal(8 + number % 5) if number % 3 else None
        country = "CU" if number % 11 == 0 else "PH"
        told = {"rate": rate, "country": country, "skills": ["Bookkeeping"], "keep_until": kept}
        candidacy(people.olivia, brief, name=f"C{number % 7}", **told)
    address, seen = f"{base}/briefs/{brief.key}/ranking/?sort={order}", []
    for _ in range(2):
        html = olivia.get(address).content.decode()
        seen += re.findall(r'name="who"\s+value="(\w+)"', html)
        more = re.search(r'href="(\?[^"]*after=[^"]*)"', html)
        address = f"{base}/briefs/{brief.key}/ranking/{more[1].replace('&amp;', '&') if more else ''}"
    assert (len(seen), len(set(seen))) == (53, 53)


@pytest.mark.parametrize("count", [1, 3])
def test_the_ranking_asks_as_often_however_many_apply(  # noqa: PLR0913, PLR0917 -- fixtures
    people: People,
    olivia: Client,
    base: str,
    brief: Brief,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        candidacy(people.olivia, brief, name=f"Candidate {number}")
    olivia.get(f"{base}/briefs/{brief.key}/ranking/")
    with django_assert_num_queries(12):
        olivia.get(f"{base}/briefs/{brief.key}/ranking/")


def test_candidates_stand_side_by_side(
    people: People, olivia: Client, base: str, brief: Brief, ana: Candidacy
) -> None:
    ben = candidacy(people.olivia, brief, name="Ben", languages={}, rate=Decimal(60))
    told = page(olivia, f"{base}/briefs/{brief.key}/compare/?who={ben.key}&who={ana.key}")
    assert "Ana is " in told
    assert told.index("Rate asked weighs 8 %") < told.index("Skills weighs 25 %"), "what differs most first"


def test_one_alone_is_no_comparison(olivia: Client, base: str, brief: Brief, ana: Candidacy) -> None:
    answer = olivia.get(f"{base}/briefs/{brief.key}/compare/?who={ana.key}", follow=True)
    assert "Tick two to four candidates to see them side by side." in answer.content.decode()


def test_a_candidate_s_page_says_how_the_match_comes_about(olivia: Client, base: str, ana: Candidacy) -> None:
    told = page(olivia, f"{base}/candidacies/{ana.key}/")
    assert re.search(r"Ana fits with \d+ of 100, most likely between \d+ and \d+\.", told)
    assert "6 to 7 shared hours a day; the brief needs 2" in told
    assert "English C1, by certificate; B2 is needed." in told


@pytest.mark.usefixtures("in_2026")
def test_the_table_of_the_clocks_has_the_weeks_in_which_they_part(
    people: People, base: str, brief: Brief
) -> None:
    ben = candidacy(
        people.olivia,
        brief,
        name="Ben",
        country="DE",
        time_zone="Europe/Berlin",
        working_hours=["09:00", "17:00"],
    )
    olivia = signed_in(people.olivia)
    told = page(olivia, f"{base}/candidacies/{ben.key}/")
    assert "Mar 8 \u2013 Mar 28 3 9:00\u201312:00 14:00\u201317:00" in told
    assert "Oct 25 \u2013 Oct 31 3 9:00\u201312:00 14:00\u201317:00" in told
    assert "April 2 9:00\u201311:00 15:00\u201317:00" in told


def test_each_step_is_taken_and_told(olivia: Client, base: str, ana: Candidacy) -> None:
    for verb, said in (
        ("shortlist", "Ana: on the shortlist."),
        ("interview", "Ana: in the interviews."),
        ("withdraw", "Ana: withdrew."),
        ("interview", "Ana: withdrew. So this step is not possible now."),
        ("reconsider", "Ana: on the shortlist."),
    ):
        answer = olivia.post(f"{base}/candidacies/{ana.key}/move/", {"verb": verb}, follow=True)
        assert said in answer.content.decode()
    assert olivia.post(f"{base}/candidacies/{ana.key}/move/", {"verb": "hire"}).status_code == 404


def test_a_note_is_kept_taken_out_and_put_back(olivia: Client, base: str, ana: Candidacy) -> None:
    address = f"{base}/candidacies/{ana.key}/"
    assert olivia.post(f"{address}notes/", {"text": " "}).status_code == 422
    olivia.post(f"{address}notes/", {"text": "<b>Early</b>"})
    note = Note.objects.get()
    assert "&lt;b&gt;Early&lt;/b&gt;" in olivia.get(address).content.decode()
    answer = olivia.post(f"{address}notes/{note.pk}/remove/", follow=True)
    assert "The note is taken out." in answer.content.decode()
    olivia.post(f"{address}notes/{note.pk}/restore/")
    assert Note.objects.get().removed_at is None


def test_the_sheet_of_another_shows_once_the_own_one_is_finished(
    people: People, olivia: Client, base: str, ana: Candidacy
) -> None:
    rate(people.marco, ana, ratings={**RATED, "delivered": 1}, remark="Vague")
    address = f"{base}/candidacies/{ana.key}/"
    assert "1 sheet is finished. You see it once yours is" in page(olivia, address)
    few = olivia.post(f"{address}interview/", {"rating-skill": "3", "remark": "Kept"})
    assert few.status_code == 422
    assert "Rate at least 4 of the 8 questions." in few.content.decode()
    assert re.search(r'name="rating-skill"\s+value="3"\s+checked', few.content.decode())
    olivia.post(f"{address}interview/", {f"rating-{name}": str(rating) for name, rating in RATED.items()})
    assert Interview.objects.count() == 2
    assert "3 steps apart: talk it over" in page(olivia, address)


def test_a_trial_task_from_the_form_to_verified_history(olivia: Client, base: str, ana: Candidacy) -> None:
    new = f"{base}/candidacies/{ana.key}/trials/new/"
    assert 'value="Closed month"' in olivia.get(new).content.decode()
    told = {"task": "March", "criteria": "Agrees\n\nListed\n", "fee": "0", "due_on": "2020-01-01"}
    wrong = olivia.post(new, told)
    assert wrong.status_code == 422
    assert "Work is paid, trial work too. Give a fee above zero." in wrong.content.decode()
    assert "This day is over." in wrong.content.decode()
    due = timezone.localdate() + timedelta(days=5)
    answer = olivia.post(new, {**told, "fee": "60", "due_on": due.isoformat()})
    trial = Trial.objects.get()
    address = f"{base}/trials/{trial.key}/"
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert [row["text"] for row in trial.criteria] == ["Agrees", "Listed"]
    olivia.post(address, {"verb": "agree"})
    olivia.post(address, {"verb": "submit"})
    half = olivia.post(address, {"verb": "accept", "met-0": "yes"})
    assert half.status_code == 422
    assert "Not every criterion is judged." in half.content.decode()
    olivia.post(address, {"verb": "accept", "met-0": "yes", "met-1": "yes"})
    assert TrackRecord.objects.values_list("name", "accepted", "on_time").get() == ("March", True, True)
    assert "It is verified history now" in page(olivia, address)


def test_late_is_seen(people: People, olivia: Client, base: str, ana: Candidacy) -> None:
    trial = agree_trial(people.olivia, propose_trial(people.olivia, ana, sample_task(), reference=load()))
    assert " late " not in page(olivia, f"{base}/trials/{trial.key}/")
    Trial.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    assert " late " in page(olivia, f"{base}/trials/{trial.key}/")


def test_who_was_too_late_is_told(people: People, olivia: Client, base: str, ana: Candidacy) -> None:
    trial = propose_trial(people.olivia, ana, sample_task(), reference=load())
    submit_trial(people.olivia, agree_trial(people.olivia, trial))
    answer = olivia.post(f"{base}/trials/{trial.key}/", {"verb": "cancel"}, follow=True)
    assert "this step is not possible any more" in answer.content.decode()
    assert Trial.objects.get().state == TrialState.SUBMITTED


def test_the_owner_overrides_a_block_with_a_reason_and_the_manager_cannot(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    far = candidacy(people.olivia, brief, working_hours=["09:00", "17:00"])
    address = f"{base}/candidacies/{far.key}/"
    marco = signed_in(people.marco)
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    told = {"task": "March", "criteria": "Agrees", "fee": "60", "due_on": due}
    refused = marco.post(f"{address}trials/new/", told)
    assert refused.status_code == 422
    assert "They share only 0 h on some working days" in refused.content.decode()
    assert "Only the owner can go on all the same." in page(marco, address)
    assert marco.post(f"{address}override/", {"rule": "MATCH-16", "reason": "Evenings"}).status_code == 403
    short = olivia.post(f"{address}override/", {"rule": "MATCH-16", "reason": "ok"})
    assert short.status_code == 422
    olivia.post(f"{address}override/", {"rule": "MATCH-16", "reason": "She works evenings."})
    assert Override.objects.get().reason == "She works evenings."
    assert marco.post(f"{address}trials/new/", told).status_code == 302


def test_nobody_is_offered_to_override_the_law(
    people: People, olivia: Client, base: str, brief: Brief
) -> None:
    eve = candidacy(people.olivia, brief, country="CU")
    told = page(olivia, f"{base}/candidacies/{eve.key}/")
    assert "This is law: nobody can override it." in told
    answer = olivia.post(
        f"{base}/candidacies/{eve.key}/override/", {"rule": "MATCH-8", "reason": "Because I want to"}
    )
    assert answer.status_code == 403


def test_the_asked_rate_becomes_a_quote_and_is_taken_out_again(
    olivia: Client, base: str, ana: Candidacy
) -> None:
    address = f"{base}/candidacies/{ana.key}/"
    before = page(olivia, address)
    assert re.search(r"Philippines: the middle of the market moves from \$\d+\.\d\d to \$\d+\.\d\d", before)
    quotes = Entry.objects.filter(table="quotes", removed_at=None).count()
    olivia.post(f"{address}quote/")
    olivia.post(f"{address}quote/")
    assert Entry.objects.filter(table="quotes", removed_at=None).count() == quotes + 1
    assert "It is among the rates that you have seen" in page(olivia, address)
    olivia.post(f"{address}quote/take-back/")
    assert Entry.objects.filter(table="quotes", removed_at=None).count() == quotes


def test_a_business_that_lacks_something_is_told_what(
    people: People, olivia: Client, base: str, brief: Brief, ana: Candidacy
) -> None:
    for manager in Entry.objects.filter(business=people.bakery, table="managers"):
        remove_entry(people.olivia, manager)
    for address in (f"{base}/briefs/{brief.key}/ranking/", f"{base}/candidacies/{ana.key}/"):
        assert "Nobody can be weighed before the business tells a little more." in page(olivia, address, 409)


def test_who_was_erased_has_no_page(people: People, olivia: Client, base: str, brief: Brief) -> None:
    gone = candidacy(people.olivia, brief, erased_at=timezone.now())
    assert olivia.get(f"{base}/candidacies/{gone.key}/").status_code == 404


def test_only_who_sources_sees_candidates(people: People, base: str, brief: Brief, ana: Candidacy) -> None:
    addresses = (f"{base}/briefs/{brief.key}/ranking/", f"{base}/candidacies/{ana.key}/")
    for address in addresses:
        statuses = [
            signed_in(visit).get(address).status_code
            for visit in (people.olivia, people.marco, people.fatima, people.viktor, people.charlie)
        ]
        assert statuses == [200, 200, 403, 403, 404]


def test_the_trail_tells_each_step_in_a_sentence(olivia: Client, base: str, ana: Candidacy) -> None:
    olivia.post(f"{base}/candidacies/{ana.key}/move/", {"verb": "shortlist"})
    event = Event.objects.latest("number")
    assert sentence(event) == f"Olivia put candidate {ana.candidate.key} (Bookkeeping) on the shortlist"
