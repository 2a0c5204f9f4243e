"""Candidates on pages: the list, one of them, telling of one, ending, merging, erasing."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.jobs.models import Job
from outhaul.apps.sourcing.domain.candidates import told_of
from outhaul.apps.sourcing.domain.ending import reject
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.models import Candidacy, Candidate
from tests.candidates_made import ANA, made_brief, made_candidacy, made_candidate
from tests.people import People

Ask = Callable[..., Any]


@pytest.fixture
def ask(people: People, olivia: Client) -> Ask:
    """Ask for a page below the bakery's candidates; with `sent`, send a form."""

    def answer(path: str = "candidates/", sent: Mapping[str, object] | None = None, **query: str) -> Any:  # noqa: ANN401 -- the test client's answer
        address = f"/b/{people.bakery.key}/source/{path}"
        return olivia.get(address, query) if sent is None else olivia.post(address, dict(sent))

    return answer


def text_of(answer: Any) -> str:  # noqa: ANN401 -- the test client's answer
    """The words of a page, without its marks."""
    bare = re.sub(
        r"<(script|style|datalist|select).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL
    )
    return " ".join(unescape(bare).split())


def heading(answer: Any) -> str:  # noqa: ANN401 -- likewise
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(unescape(found[1]).split())


def listed(answer: Any) -> list[str]:  # noqa: ANN401 -- likewise
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', answer.content.decode())


def told(form: Mapping[str, object] | None = None, **other: object) -> dict[str, object]:
    """What the form sends: Ana, as a person types her."""
    return {
        "name": "Ana Reyes",
        "email": "ana@example.org",
        "country": "Philippines",
        "occupation": "bookkeeper",
        "works_from": "09:00",
        "works_until": "18:00",
        "rate": "9.80",
        "currency": "usd",
        "hours_per_week": "20",
        "skills": "Bank reconciliation\nMicrosoft Excel",
        "links": "https://example.org/ana",
        "about": "Nine years of books for bakeries.",
        "languages-TOTAL_FORMS": "2",
        "languages-INITIAL_FORMS": "0",
        "languages-0-language": "english",
        "languages-0-level": "C1",
        "languages-0-evidence": "IELTS 7.5, 2025",
        "languages-1-language": "Filipino",
        "languages-1-level": "C2",
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "references-0-name": "Ben Cruz",
        "references-0-contact": "ben@example.org",
        "references-0-said": "On time, every month",
        **(form or {}),
        **other,
    }


def test_an_empty_list_teaches(ask: Ask) -> None:
    answer = ask()
    assert heading(answer) == "0 candidates so far: who might do the work?"
    assert "Add a candidate" in text_of(answer)


def test_a_candidate_told_by_the_form_is_kept_as_told(ask: Ask) -> None:
    answer = ask("candidates/new/", told(key="0123456789ab"))
    ana = Candidate.objects.get()
    assert answer["Location"].endswith(f"/candidates/{ana.key}/")
    assert told_of(ana) == ANA | {"available_from": None}
    ask("candidates/new/", told(key="0123456789ab"))
    assert Candidate.objects.count() == 1


def test_the_form_shows_what_is_kept_and_sent_back_changes_nothing(people: People, ask: Ask) -> None:
    ana = made_candidate(people.olivia)
    page = ask(f"candidates/{ana.key}/edit/").content.decode()
    shown = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', page))
    texts = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page))
    chosen = dict(re.findall(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', page, re.DOTALL))
    sent = {name: unescape(value) for name, value in (shown | texts | chosen).items() if name != "more"}
    before = told_of(ana)
    answer = ask(f"candidates/{ana.key}/edit/", sent)
    ana.refresh_from_db()
    assert (answer.status_code, told_of(ana)) == (302, before)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "This field is required."),
        ({"email": "ana"}, "Enter a valid email address."),
        ({"country": "Philipines"}, "“Philipines” is not in the list. Did you mean Philippines?"),
        ({"works_until": ""}, "Give both times, or neither."),
        ({"currency": ""}, "Say in which currency the rate is."),
        ({"rate": "-1"}, "Ensure this value is greater than or equal to 0.01."),
        ({"links": "javascript:alert(1)"}, '"javascript:alert(1)" is not a link.'),
        ({"languages-0-level": ""}, "Say how well: C2 is native."),
        ({"languages-1-language": ""}, "Which language is it?"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_kept(
    ask: Ask, wrong: dict[str, str], message: str
) -> None:
    answer = ask("candidates/new/", told(wrong))
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert not Candidate.objects.exists()


def test_a_row_can_be_added_without_script(ask: Ask) -> None:
    answer = ask("candidates/new/", told(more="languages"))
    page = answer.content.decode()
    assert (answer.status_code, 'name="languages-2-language"' in page, "Ana Reyes" in page) == (
        200,
        True,
        True,
    )
    assert not Candidate.objects.exists()


@pytest.mark.parametrize("total", ["-1", "x", "9999999", ""])
def test_a_forged_count_of_rows_breaks_nothing(ask: Ask, total: str) -> None:
    assert ask("candidates/new/", told({"languages-TOTAL_FORMS": total})).status_code in {302, 422}


def test_the_list_is_searched_and_narrowed(people: People, ask: Ask) -> None:
    ana = made_candidacy(people.olivia, "Bookkeeping").candidate
    kai = made_candidate(
        people.olivia,
        name="Käthe Otto",
        email="",
        country="DE",
        languages={"de": {"level": "C2", "evidence": ""}, "en": {"level": "B1", "evidence": ""}},
        skills=["DATEV"],
        occupation="27-3091.00",
    )
    assert listed(ask()) == ["Ana Reyes", "Käthe Otto"]
    found = {
        "Ana Reyes": [
            {"q": "ana excel"},
            {"q": "Philippines"},
            {"q": "filipino"},
            {"country": "PH"},
            {"language": "English", "level": "B2"},
            {"occupation": "43-3031.00"},
            {"brief": ana.candidacies.get().brief.key},
            {"state": "new"},
        ],
        "Käthe Otto": [{"q": "KÄTHE"}, {"q": "datev"}, {"language": "German"}, {"state": "none"}],
    }
    for name, queries in found.items():
        for query in queries:
            assert (query, listed(ask(**query))) == (query, [name])
    assert listed(ask(source="applied")) == []
    assert listed(ask(q="%")) == []
    assert heading(ask(country="PH")) == "1 candidate fits."
    assert listed(ask(sort="country")) == [kai.name, ana.name]


def test_rates_are_compared_in_one_currency(people: People, ask: Ask) -> None:
    for name, rate, currency in (("Peso", "500", "PHP"), ("Euro", "9", "EUR"), ("Dollar", "15", "USD")):
        made_candidate(people.olivia, name=name, rate=rate, currency=currency)
    made_candidate(people.olivia, name="Nothing", rate=None)
    assert listed(ask(sort="rate")) == ["Peso", "Euro", "Dollar", "Nothing"]


@pytest.mark.parametrize("sort", ["name", "newest", "country", "rate", "erased-soonest"])
def test_page_after_page_shows_everybody_once(
    people: People, ask: Ask, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    for number in range(5):
        made_candidate(people.olivia, name=f"N{number // 2}", rate="9", email=f"{number}@example.org")
    monkeypatch.setattr("outhaul.apps.sourcing.domain.finding.A_PAGE", 2)
    seen, query = [], {"sort": sort}
    for _ in range(3):
        answer = ask(**query)
        seen += re.findall(r'href="[^"]*/candidates/([0-9a-f]{12})/"', answer.content.decode())
        onward = re.search(r"after=([\w-]+)", answer.content.decode())
        query = {"sort": sort, "after": onward[1] if onward else ""}
    assert sorted(seen) == sorted(Candidate.objects.values_list("key", flat=True))


@pytest.mark.parametrize("after", ["x", "W10", "WyJhIl0", "é"])
def test_a_place_that_is_none_is_the_start(people: People, ask: Ask, after: str) -> None:
    made_candidate(people.olivia)
    assert listed(ask(after=after)) == ["Ana Reyes"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_3_as_for_1(
    people: People, ask: Ask, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        made_candidacy(people.olivia, f"Brief {number}", name=f"N{number}", email=f"{number}@example.org")
    ask()
    with django_assert_num_queries(14):
        ask()


@pytest.mark.parametrize("count", [1, 3])
def test_a_candidate_asks_the_database_as_often_for_3_candidacies_as_for_1(
    people: People, ask: Ask, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    candidacy = made_candidacy(people.olivia)
    for number in range(count - 1):
        brief = made_brief(people.olivia, f"Brief {number}")
        Candidacy.objects.create(candidate=candidacy.candidate, brief=brief)
    with django_assert_num_queries(13):
        ask(f"candidates/{candidacy.candidate.key}/")


def test_a_candidate_shows_all_that_is_known_with_its_evidence(people: People, ask: Ask) -> None:
    candidacy = made_candidacy(people.olivia)
    answer = ask(f"candidates/{candidacy.candidate.key}/")
    assert heading(answer) == "Ana Reyes for Bookkeeping: new."
    page = text_of(answer)
    for words in (
        "IELTS 7.5, 2025",
        "no evidence told yet",
        "Ben Cruz",
        "On time, every month",
        "Microsoft Excel ( asked for in this work )",
        "Nine years of books",
        "Olivia put the candidate Ana Reyes forward for Bookkeeping",
        "$9.80",
    ):
        assert words in page.replace("(asked for in this work)", "( asked for in this work )")
    assert "Bank reconciliation (" not in page


def test_taken_out_from_the_list_with_a_way_back(people: People, ask: Ask) -> None:
    ana = made_candidate(people.olivia)
    made_candidate(people.olivia, name="Kai", email="")
    answer = ask(f"candidates/{ana.key}/remove/", {})
    assert answer["Location"].endswith(f"?removed={ana.key}")
    assert listed(ask(removed=ana.key)) == ["Kai"]
    ask(f"candidates/{ana.key}/restore/", {})
    assert listed(ask()) == ["Ana Reyes", "Kai"]


def test_put_forward_from_the_page(people: People, ask: Ask) -> None:
    ana, brief = made_candidate(people.olivia), made_brief(people.olivia)
    answer = ask(f"candidates/{ana.key}/put-forward/", {"brief": brief.key})
    assert (answer.status_code, Candidacy.objects.get().brief) == (302, brief)
    for key in ("", "nothing"):
        assert ask(f"candidates/{ana.key}/put-forward/", {"brief": key}).status_code == 422


def test_the_letter_is_seen_before_it_is_sent(people: People, ask: Ask) -> None:
    candidacy = made_candidacy(people.olivia)
    page = ask(f"candidacies/{candidacy.key}/reject/")
    assert "Hello Ana Reyes," in page.content.decode()
    sent = {"subject": "No", "text": "Dear Ana, no.", "reason": "Too dear", "send": "yes"}
    for _ in range(2):
        assert ask(f"candidacies/{candidacy.key}/reject/", sent).status_code == 302
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.reason, Job.objects.count()) == ("rejected", "Too dear", 1)
    ask(f"candidacies/{candidacy.key}/reconsider/", {})
    candidacy.refresh_from_db()
    assert candidacy.state == "shortlisted"


def test_a_letter_without_words_is_not_sent(people: People, ask: Ask) -> None:
    candidacy = made_candidacy(people.olivia)
    answer = ask(f"candidacies/{candidacy.key}/reject/", {"subject": "No", "text": " ", "send": "yes"})
    assert (answer.status_code, Candidacy.objects.get().state) == (422, "new")
    ask(f"candidacies/{candidacy.key}/reject/", {"quietly": "yes"})
    assert (Candidacy.objects.get().state, Job.objects.count()) == ("rejected", 0)


def test_withdrawn_from_the_page(people: People, ask: Ask) -> None:
    candidacy = made_candidacy(people.olivia)
    for _ in range(2):
        assert ask(f"candidacies/{candidacy.key}/withdraw/", {}).status_code == 302
    assert Candidacy.objects.get().state == "withdrawn"


def test_two_who_are_one_are_offered_compared_merged_and_parted(people: People, ask: Ask) -> None:
    ana, twin = made_candidate(people.olivia), made_candidate(people.olivia, rate="12.00", about="")
    assert "Ana Reyes seems to be the same person." in text_of(ask(f"candidates/{ana.key}/"))
    page = ask(f"candidates/{ana.key}/merge/", other=twin.key)
    assert heading(page) == "They differ in 1 thing. Which counts?"
    ask(f"candidates/{ana.key}/merge/", {"other": twin.key, "rate": "other"})
    ana.refresh_from_db()
    assert (str(ana.rate), ana.about != "") == ("12.00", True)
    assert ask(f"candidates/{twin.key}/").status_code == 404
    ask(f"candidates/{ana.key}/part/", {"other": twin.key})
    ana.refresh_from_db()
    assert (str(ana.rate), ask(f"candidates/{twin.key}/").status_code) == ("9.80", 200)
    assert ask(f"candidates/{ana.key}/merge/", {"other": ana.key}).status_code == 422


def test_everything_kept_is_handed_out_as_a_file(people: People, ask: Ask) -> None:
    ana = made_candidate(people.olivia)
    answer = ask(f"candidates/{ana.key}/data.json", {})
    assert json.loads(answer.content)["candidate"]["email"] == "ana@example.org"
    assert answer["Cache-Control"] == "private, no-store"


def test_erased_after_a_question(people: People, ask: Ask) -> None:
    ana = made_candidate(people.olivia)
    assert heading(ask(f"candidates/{ana.key}/erase/")) == "Erase all that is kept of Ana Reyes?"
    assert Candidate.objects.get().name == "Ana Reyes"
    ask(f"candidates/{ana.key}/erase/", {})
    assert Candidate.objects.get().name == "(erased)"
    assert ask(f"candidates/{ana.key}/").status_code == 404
    assert ask(f"candidates/{ana.key}/erase/", {}).status_code == 404


def test_one_is_kept_longer(people: People, ask: Ask) -> None:
    ana, until = made_candidate(people.olivia), timezone.localdate() + timedelta(300)
    assert ask(f"candidates/{ana.key}/keep/", {"until": until.isoformat()}).status_code == 302
    ana.refresh_from_db()
    assert ana.keep_until == until
    for wrong in ("", "soon", "2020-01-01", "2999-01-01"):
        assert ask(f"candidates/{ana.key}/keep/", {"until": wrong}).status_code == 422


def test_the_owner_sets_for_how_long_candidates_are_kept(people: People, ask: Ask) -> None:
    for wrong in ("", "x", "0", "-5", "99999", "²"):
        assert ask("candidates/keeping/", {"days": wrong}).status_code == 422
    assert ask("candidates/keeping/", {"days": "90"}).status_code == 302
    assert days_kept(people.bakery) == 90
    made_candidate(people.olivia)
    assert "Candidates are kept for 90 days after the last activity" in text_of(ask())


def test_who_was_rejected_shows_why_to_the_business(people: People, ask: Ask) -> None:
    candidacy = made_candidacy(people.olivia)
    reject(people.olivia, candidacy, reason="Too dear")
    page = text_of(ask(f"candidates/{candidacy.candidate.key}/"))
    assert "Bookkeeping rejected Too dear" in page
    assert "Reconsider" in page


def test_who_was_taken_out_is_erased_without_being_put_back(people: People, ask: Ask) -> None:
    ana = made_candidate(people.olivia)
    ask(f"candidates/{ana.key}/remove/", {})
    assert f"candidates/{ana.key}/erase/" in ask("candidates/").content.decode()
    assert heading(ask(f"candidates/{ana.key}/erase/")) == "Erase all that is kept of Ana Reyes?"
    ask(f"candidates/{ana.key}/erase/", {})
    ana.refresh_from_db()
    assert (ana.name, ana.erased_at is not None, ana.removed_at is not None) == ("(erased)", True, True)
