"""The public page: to read, to apply without an account, and nothing of the business around it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from outhaul.apps.people.models import User
from outhaul.apps.sourcing.domain.applying import token_of as application_token
from outhaul.apps.sourcing.domain.publishing import close_brief, token_of
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.web.translations import compile_translations
from tests.briefs_made import applied, opened_brief
from tests.people import People

TOLD = {
    "name": "Ana Reyes",
    "email": "ana@example.org",
    "country": "PH",
    "time_zone": "Asia/Manila",
    "language_0": "en",
    "level_0": "C1",
    "evidence_0": "IELTS 7.5",
    "skills": "Xero\nBank reconciliation",
    "rate": "10.20",
    "currency": "USD",
    "hours_per_week": "20",
    "links": "https://example.org/ana",
    "who_0": "Café Luna",
    "contact_0": "luna@example.org",
    "said_0": "The books of two years",
    "message": "I keep the books of two cafés.",
}


@pytest.fixture
def brief(people: People) -> Brief:
    cache.clear()
    return opened_brief(people)


def page_of(brief: Brief) -> str:
    return reverse("apply", args=(token_of(brief),))


def stamp_of(page: bytes) -> str:
    return unescape(re.findall(r'name="stamp" value="([^"]+)"', page.decode())[0])


def send(
    brief: Brief, changes: Mapping[str, str] | None = None, *, after: float = 30, client: Client | None = None
) -> tuple[int, str]:
    """Send the form as a person does, `after` seconds of writing."""
    client = client or Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        stamp = stamp_of(client.get(page_of(brief)).content)
        clock.shift(timedelta(seconds=after))
        answer = client.post(page_of(brief), {**TOLD, "stamp": stamp, **(changes or {})})
    return answer.status_code, answer.content.decode()


def test_somebody_without_an_account_applies(brief: Brief) -> None:
    status, page = send(brief)
    assert (status, "Thank you. 1 e-mail is on its way to you." in page) == (200, True)
    ana = Candidate.objects.get()
    assert (ana.name, ana.country, ana.time_zone, ana.skills) == (
        "Ana Reyes",
        "PH",
        "Asia/Manila",
        ["Xero", "Bank reconciliation"],
    )
    assert ana.languages == {"en": {"level": "C1", "evidence": "IELTS 7.5"}}
    assert ana.references == [
        {"name": "Café Luna", "contact": "luna@example.org", "said": "The books of two years"}
    ]
    assert ana.links == ["https://example.org/ana"]
    assert str(Candidacy.objects.get().rate) == "10.20"


def test_the_answer_is_the_same_for_who_applied_before(brief: Brief) -> None:
    """So nobody learns who applied."""
    first, again = send(brief), send(brief, {"name": "Somebody else"})
    assert first == again
    assert Candidate.objects.get().name == "Ana Reyes"


def test_the_page_says_what_is_kept_why_how_long_and_whom_to_ask(brief: Brief) -> None:
    page = unescape(Client().get(page_of(brief)).content.decode())
    assert "erases it after 180 days at the latest" in page
    assert "Ask olivia@harbour-bakery.example for a copy, a change or the erasure." in page


def test_neither_band_nor_budget_nor_the_business_is_reached_from_it(brief: Brief) -> None:
    page = Client().get(page_of(brief)).content.decode()
    assert f"/b/{brief.business.key}" not in page
    assert "an hour</dd>" not in page
    for pdf in (reverse("apply-pdf", args=(token_of(brief),)),):
        assert Client().get(pdf).content[:5] == b"%PDF-"


def test_no_search_engine_no_other_site_and_no_cache_keeps_it(brief: Brief) -> None:
    answer = Client().get(page_of(brief))
    assert (answer["X-Robots-Tag"], answer["Cache-Control"], answer["Referrer-Policy"]) == (
        "noindex, nofollow, noarchive",
        "private, no-store",
        "same-origin",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": "nobody"}, "id_email_error"),
        ({"country": "XX"}, "id_country_error"),
        ({"time_zone": "Mars/Base"}, "id_time_zone_error"),
        ({"rate": "-1"}, "id_rate_error"),
        ({"rate": ""}, "id_rate_error"),
        ({"language_1": "es"}, "id_level_1_error"),
        ({"links": "javascript:alert(1)"}, "id_links_error"),
        ({"name": "A" * 201}, "id_name_error"),
        ({"message": "A" * 4001}, "id_message_error"),
        ({"skills": "A" * 401}, "id_skills_error"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(brief: Brief, changes: dict[str, str], message: str) -> None:
    status, page = send(brief, changes)
    assert (status, f'id="{message}"' in page) == (422, True)
    assert not Candidate.objects.exists()


def test_machines_fill_in_what_nobody_sees(brief: Brief) -> None:
    status, page = send(brief, {"homepage": "https://spam.example"})
    assert (status, "Thank you." in page) == (200, True)
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("after", "words"),
    [(1, "That was quicker than anybody writes."), (25 * 3600, "This page was open for too long.")],
)
def test_too_quick_or_too_late_is_sent_once_more(brief: Brief, after: float, words: str) -> None:
    status, page = send(brief, after=after)
    assert (status, words in page) == (422, True)
    assert not Candidate.objects.exists()


def test_one_address_of_the_network_applies_so_often_and_no_more(brief: Brief) -> None:
    answers = [send(brief, {"email": f"ana{number}@example.org"})[0] for number in range(13)]
    assert answers == [200] * 12 + [429]
    assert Candidate.objects.count() == 12


def test_after_the_last_day_it_can_be_read_and_nobody_applies(brief: Brief) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        page = Client().get(page_of(brief))
        answer = Client().post(page_of(brief), TOLD)
    assert (page.status_code, "Nobody can apply any more" in page.content.decode()) == (200, True)
    assert (answer.status_code, Candidate.objects.exists()) == (422, False)


def test_a_closed_brief_opens_nothing(people: People, brief: Brief) -> None:
    address = page_of(brief)
    close_brief(people.olivia, brief)
    assert Client().get(address).status_code == 404
    assert Client().post(address, TOLD).status_code == 404


def test_the_mailed_link_changes_the_application_and_takes_it_back(brief: Brief) -> None:
    candidacy = applied(brief)
    address = reverse("application", args=(application_token(candidacy),))
    page = Client().get(address).content.decode()
    assert 'value="Ana Reyes"' in page
    answer = Client().post(address, {**TOLD, "email": "other@example.org", "message": "Rather so"})
    candidacy.refresh_from_db()
    assert (answer.status_code, candidacy.message) == (302, "Rather so")
    assert candidacy.candidate.email == "ana@example.org"
    Client().post(reverse("withdraw-application", args=(application_token(candidacy),)))
    candidacy.refresh_from_db()
    assert candidacy.state == "withdrawn"
    assert "You are no longer applying" in Client().get(address).content.decode()


def test_a_changed_link_opens_nothing(brief: Brief) -> None:
    token = application_token(applied(brief))
    for wrong in (token[:-1], token.replace(".", ".A"), "x", token_of(brief)):
        assert Client().get(reverse("application", args=(wrong,))).status_code == 404


def test_the_page_speaks_german(brief: Brief, settings: Settings, tmp_path: Path) -> None:
    compile_translations(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    page = Client().get(page_of(brief), HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert "Was übergeben wird" in page


def test_whoever_is_signed_in_elsewhere_applies_as_anybody(brief: Brief, nobody: User) -> None:
    client = Client()
    client.force_login(nobody)
    assert send(brief, client=client)[0] == 200
