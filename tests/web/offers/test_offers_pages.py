"""The pages of an offer: written with what it means beside it, sent, answered by whoever has the link."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.notices.models import Notice
from outhaul.apps.sourcing.domain.answers import accept_offer, decline_offer, lapse_offers
from outhaul.apps.sourcing.domain.offers import token_of, withdraw_offer
from outhaul.apps.sourcing.lifecycles import CandidacyState, OfferState
from outhaul.apps.sourcing.models import Candidacy, Offer, Override
from outhaul.web.audit.sentences import sentence
from tests.apps.sourcing.test_offers import NOW, letters
from tests.offers_made import START, TODAY, brief_of, candidacy_of, draft_of, sent_of
from tests.people import People

WHY = "Ana learns with us and knows it"


@pytest.fixture
def candidacy(people: People) -> Candidacy:
    return candidacy_of(people.olivia)


def new_page(candidacy: Candidacy) -> str:
    return f"/b/{candidacy.brief.business.key}/source/candidacies/{candidacy.key}/offer/"


def page_of(offer: Offer, verb: str = "") -> str:
    return f"/b/{offer.candidacy.brief.business.key}/source/offers/{offer.key}/{verb}"


def link_of(offer: Offer) -> str:
    return f"/a/offer/{token_of(offer)}/"


def filled(*raises: tuple[str, str], **other: str) -> dict[str, str]:
    """A form as somebody fills it in."""
    told = {
        "rate": "10.20",
        "currency": "USD",
        "form": "fixed",
        "hours_per_month": "40",
        "starts_on": START.isoformat(),
        "ends_on": "",
        "payment_days": "7",
        "fee_share": "0",
        "good_until": (TODAY + timedelta(days=5)).isoformat(),
        "message": "We liked your trial task.",
        "raises-TOTAL_FORMS": str(len(raises)),
        "raises-INITIAL_FORMS": "0",
    }
    for place, (on, rate) in enumerate(raises):
        told |= {f"raises-{place}-on": on, f"raises-{place}-rate": rate}
    return told | other


def plain(answer: Any) -> str:  # noqa: ANN401 -- what the test client answers
    """The words of a page, one space between them."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\N{NO-BREAK SPACE}", " "))
    return " ".join(words.replace("&#39;", "'").split())


def headline(answer: Any) -> str:  # noqa: ANN401 -- likewise
    found = re.search(r"<h1>(.*?)</h1>", answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(found[1].replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_form_begins_at_what_is_asked_with_raises(olivia: Client, candidacy: Candidacy) -> None:
    answer = olivia.get(new_page(candidacy))
    html = answer.content.decode()
    assert headline(answer) == "Fair for Ana is $9.55 to $34.20 an hour."
    values = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', html))
    assert (values["rate"], values["raises-0-rate"], values["hours_per_month"]) == ("10.50", "10.81", "40")
    assert "$10.50 an hour is 16 % above the middle of the market there" in plain(answer)


def test_who_asks_below_the_band_is_offered_its_lower_end(people: People, olivia: Client) -> None:
    candidacy = candidacy_of(people.olivia)
    Candidacy.objects.update(rate=6, currency="USD")
    assert 'value="9.55"' in olivia.get(new_page(candidacy)).content.decode()


@pytest.mark.usefixtures("made")
def test_beside_the_form_stands_what_it_means(olivia: Client, candidacy: Candidacy) -> None:
    shown = plain(olivia.get(new_page(candidacy)))
    for words in (
        "At this rate people stay about 46 months, instead of 34",
        "$10.40 an hour, about $416 a month",
        "about ₱662 an hour, ₱26,500 a month, at the rate of 2026",
        "All counted it costs",
        "Manager hours a month",
        "of a capital budget of $8,000",
        "What the guards say",
        "slightly above market $9.62 \N{EN DASH} $10.81",
        "55 % ask less",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"rate": "8"}, "$8.00 an hour is not fair: fair is $9.55 to $34.20."),
        ({"rate": "0.5"}, "$0.50 an hour cannot be offered: the law forbids it."),
        ({"rate": "650", "currency": "PHP"}, "₱650 an hour is 12 % above the middle of the market there"),
        ({"rate": "x"}, "Fill in rate, hours and days as they can be"),
        ({"rate": "-3"}, "Fill in rate, hours and days as they can be"),
        ({"rate": "1e400"}, "Fill in rate, hours and days as they can be"),
    ],
)
def test_while_one_types_only_the_meaning_is_sent(
    olivia: Client, candidacy: Candidacy, told: dict[str, str], says: str
) -> None:
    answer = olivia.post(new_page(candidacy), filled(**told, look="1"), headers={"HX-Request": "true"})
    assert (answer.status_code, "<h1>" in answer.content.decode(), Offer.objects.count()) == (200, False, 0)
    assert says in plain(answer)
    assert 'id="meant-here"' in answer.content.decode()


def test_without_script_a_button_shows_what_it_means(olivia: Client, candidacy: Candidacy) -> None:
    answer = olivia.post(new_page(candidacy), filled(rate="8", look="1"))
    assert (answer.status_code, Offer.objects.count()) == (200, 0)
    assert "$8.00 an hour is not fair" in plain(answer)
    assert 'value="8"' in answer.content.decode()


def test_raises_are_suggested_and_rows_are_added(olivia: Client, candidacy: Candidacy) -> None:
    answer = olivia.post(new_page(candidacy), filled(suggest="1"))
    rows = re.findall(r'name="raises-\d-rate"\s+value="([^"]*)"', answer.content.decode())
    assert rows == ["10.51", "10.83", "11.15"]
    answer = olivia.post(new_page(candidacy), filled((START.isoformat(), "11"), **{"add-row": "1"}))
    assert re.findall(r'name="raises-(\d)-on"', answer.content.decode()) == ["0", "1"]


def test_it_is_kept_as_a_draft_and_shown(olivia: Client, candidacy: Candidacy) -> None:
    later = (START + timedelta(days=90)).isoformat()
    answer = olivia.post(new_page(candidacy), filled((later, "10.5"), ("", "")), follow=True)
    offer = Offer.objects.get()
    assert answer.redirect_chain == [(page_of(offer), 302)]
    assert (offer.state, str(offer.rate), offer.terms["raises"]) == (
        OfferState.DRAFT,
        "10.20",
        [{"on": later, "rate": 10.5}],
    )
    assert "Kept as a draft. Nobody has been told yet." in plain(answer)
    olivia.post(new_page(candidacy), filled((later, "10.5"), ("", "")))
    assert Offer.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field", "says"),
    [
        ({"rate": ""}, "rate", "This field is required."),
        ({"rate": "ten"}, "rate", "Enter a number."),
        ({"rate": "-4"}, "rate", "The rate cannot be that. Give what an hour is paid, above zero."),
        ({"rate": "99999999999999"}, "rate", "Ensure that there are no more than"),
        ({"currency": "XXX"}, "currency", "is not one of the available choices"),
        ({"form": "screenshots"}, "form", "is not one of the available choices"),
        ({"hours_per_month": "9000"}, "hours_per_month", "A month has no such number of hours."),
        ({"starts_on": "2020-01-01"}, "starts_on", "This day is past."),
        ({"starts_on": "tomorrow"}, "starts_on", "Enter a valid date."),
        ({"ends_on": START.isoformat()}, "ends_on", "The work would end before it begins."),
        ({"good_until": "2020-01-01"}, "good_until", "This day is past."),
        ({"payment_days": "-1"}, "payment_days", "Nobody can wait for pay that long."),
        ({"fee_share": "70"}, "fee_share", "Fees cannot be that high."),
        ({"message": "x" * 4001}, "message", "at most 4000 characters"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_nothing_is_kept(
    olivia: Client, candidacy: Candidacy, told: dict[str, str], field: str, says: str
) -> None:
    answer = olivia.post(new_page(candidacy), filled(**told))
    assert (answer.status_code, Offer.objects.count()) == (422, 0)
    assert says in plain(answer)
    assert f'id="id_{field}' in answer.content.decode()


def test_half_a_raise_is_told(olivia: Client, candidacy: Candidacy) -> None:
    for row in ((START.isoformat(), ""), ("", "11")):
        answer = olivia.post(new_page(candidacy), filled(row))
        assert (answer.status_code, "A raise needs a day and a rate." in plain(answer)) == (422, True)


def test_a_raise_below_the_rate_can_be_drafted_but_not_sent(olivia: Client, candidacy: Candidacy) -> None:
    """§PAY-15."""
    later = (START + timedelta(days=90)).isoformat()
    olivia.post(new_page(candidacy), filled((later, "9.8")))
    offer = Offer.objects.get()
    answer = olivia.post(page_of(offer, "send/"))
    assert (answer.status_code, letters()) == (422, [])
    assert "is a cut from $10.20" in plain(answer)


def test_an_open_offer_is_where_a_new_one_would_begin(people: People, olivia: Client) -> None:
    offer = draft_of(people.olivia)
    answer = olivia.get(new_page(offer.candidacy))
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of(offer))


def test_what_came_to_nothing_is_offered_again_from_where_it_stood(people: People, olivia: Client) -> None:
    offer = withdraw_offer(people.olivia, draft_of(people.olivia, rate=11.11, raises=()))
    assert 'value="11.11"' in olivia.get(new_page(offer.candidacy)).content.decode()


def test_who_is_rejected_or_whose_country_is_unknown_is_told_of(people: People, olivia: Client) -> None:
    nowhere = candidacy_of(people.olivia, name="Bea", country="")
    answer = olivia.get(new_page(nowhere))
    assert (answer.status_code, headline(answer)) == (409, "What is fair cannot be said yet.")
    Candidacy.objects.update(state=CandidacyState.REJECTED)
    answer = olivia.get(new_page(nowhere))
    assert (answer.status_code, headline(answer)) == (409, "Bea is not considered for this work now.")


def test_a_draft_is_changed_and_what_was_sent_is_not(people: People, olivia: Client) -> None:
    offer = draft_of(people.olivia)
    assert 'value="10.00"' in olivia.get(page_of(offer, "edit/")).content.decode()
    olivia.post(page_of(offer, "edit/"), filled(rate="10.40"))
    offer.refresh_from_db()
    assert str(offer.rate) == "10.40"
    olivia.post(page_of(offer, "send/"))
    answer = olivia.post(page_of(offer, "edit/"), filled(rate="10.50"), follow=True)
    offer.refresh_from_db()
    assert ("This offer is sent: it can no longer be changed." in plain(answer), str(offer.rate)) == (
        True,
        "10.40",
    )


def test_sending_mails_the_link_that_opens_it(people: People, olivia: Client) -> None:
    offer = draft_of(people.olivia)
    answer = olivia.post(page_of(offer, "send/"), follow=True)
    assert "Sent to Ana. You will be told as soon as they answer." in plain(answer)
    (letter,) = letters()
    (address,) = re.findall(r"http://testserver(/a/offer/\S+)", letter["text"])
    assert address == link_of(offer)
    assert Client().get(address).status_code == 200
    assert f'value="http://testserver{address}"' in olivia.get(page_of(offer)).content.decode()


def test_a_manager_is_told_that_an_owner_has_to_let_it_through(people: People, marco: Client) -> None:
    offer = draft_of(people.marco, rate=8.0, raises=())
    shown = plain(marco.get(page_of(offer)))
    assert "Only an owner can let it through, with a written reason." in shown
    assert marco.post(page_of(offer, "override/"), {"rule": "PAY-5", "reason": WHY}).status_code == 403
    assert (marco.post(page_of(offer, "send/")).status_code, letters()) == (422, [])


def test_the_owner_lets_it_through_with_a_reason(people: People, olivia: Client) -> None:
    offer = draft_of(people.marco, rate=8.0, raises=())
    short = olivia.post(page_of(offer, "override/"), {"rule": "PAY-5", "reason": "ok"})
    assert (short.status_code, "The reason is too short" in plain(short)) == (422, True)
    answer = olivia.post(page_of(offer, "override/"), {"rule": "PAY-5", "reason": WHY}, follow=True)
    assert "Let through by Olivia on" in plain(answer)
    assert WHY in plain(answer)
    olivia.post(page_of(offer, "send/"))
    offer.refresh_from_db()
    assert offer.state == OfferState.SENT
    told = [sentence(event) for event in Event.objects.order_by("number").filter(thing="offer")]
    assert told == [
        "Marco drafted the offer $8.00: Bookkeeping",
        f"Olivia overrode a guard for the offer $8.00: Bookkeeping: {WHY}",
        "Olivia sent the offer $8.00: Bookkeeping",
    ]


def test_a_block_of_law_offers_no_override(people: People, olivia: Client) -> None:
    """§PAY-13."""
    offer = draft_of(people.olivia, rate=0.5, raises=())
    assert "This is a block of law. Nobody can override it." in plain(olivia.get(page_of(offer)))
    assert olivia.post(page_of(offer, "override/"), {"rule": "PAY-13", "reason": WHY}).status_code == 403
    assert not Override.objects.exists()


@pytest.mark.parametrize("state", ["withdrawn", "accepted", "declined", "lapsed"])
def test_the_page_says_how_it_stands_and_what_is_next(people: People, olivia: Client, state: str) -> None:
    offer = sent_of(people.olivia)
    said = {"withdrawn": "This offer was withdrawn.", "lapsed": "Nobody answered by"}
    ends(people, offer, state)
    answer = olivia.get(page_of(offer))
    assert headline(answer).startswith(said.get(state, f"Ana {state} on"))
    assert ("Offer again" in plain(answer)) == (state != "accepted")


def ends(people: People, offer: Offer, state: str) -> None:
    if state == "withdrawn":
        withdraw_offer(people.olivia, offer)
    elif state == "accepted":
        accept_offer(offer, now=NOW)
    elif state == "declined":
        decline_offer(offer, reason="Too little time", now=NOW)
    else:
        lapse_offers(NOW + timedelta(days=30))


def test_withdrawing_too_late_is_told(people: People, olivia: Client) -> None:
    offer = accept_offer(sent_of(people.olivia), now=NOW)
    answer = olivia.post(page_of(offer, "withdraw/"), follow=True)
    assert "This offer is accepted by now." in plain(answer)


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("others", [1, 3])
def test_pages_ask_the_database_as_often_for_many_offers_as_for_one(
    people: People,
    olivia: Client,
    others: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(others):
        sent_of(people.olivia)
    offer, candidacy = draft_of(people.olivia), candidacy_of(people.olivia)
    assert olivia.get(page_of(offer)).status_code == 200  # now the candidate is weighed
    with django_assert_num_queries(14):
        # session, person, role, offer, what is told, plan, engagements, offers, overrides, business, menu;
        # what the match depends on: the business, what is told, history, the candidate
        assert olivia.get(page_of(offer)).status_code == 200
    with django_assert_num_queries(11):  # whether one is open, and the last one; no overrides
        assert olivia.get(new_page(candidacy)).status_code == 200


def test_what_guard_match_blocks_is_told_and_leads_to_the_candidate(people: People, olivia: Client) -> None:
    """§MATCH-16: it is overridden at the candidate, for an offer and a trial task alike."""
    brief = brief_of(people.olivia, overlap_hours=2.0)
    far = candidacy_of(people.olivia, brief, working_hours=["09:00", "17:00"])
    answer = olivia.get(page_of(draft_of(people.olivia, far)))
    assert "It cannot be sent as it stands." in plain(answer)
    assert reverse("candidacy", args=[people.bakery.key, far.key]) in answer.content.decode()


def test_the_candidate_reads_what_is_offered(people: People) -> None:
    offer = sent_of(people.olivia, message="We liked your trial task.")
    answer = Client().get(link_of(offer))
    assert headline(answer) == "Harbour Bakery offers you $10.00 an hour for Bookkeeping."
    shown = plain(answer)
    for words in (
        "No account is needed.",
        "Books that are right on the fifth of each month.",
        "The bank agrees to the cent",
        "About 40 hours a month, so about $400 a month",
        "14 days after the work is accepted",
        "$10.30 an hour from",
        "$9.90 an hour, about $396 a month",
        "After about 1 % for exchange. Your own taxes and insurance come from it.",
        "We liked your trial task.",
        "Accept the offer",
    ):
        assert words in shown
    assert "34.20" not in shown  # what the work is worth at home is the business's own


def test_the_page_is_kept_nowhere_else(people: People) -> None:
    offer = sent_of(people.olivia)
    wanted = {
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    for path in (link_of(offer), "/a/offer/unknown/"):
        headers = Client().get(path).headers
        assert {name: headers[name] for name in wanted} == wanted


def test_the_candidate_accepts_without_an_account(people: People) -> None:
    offer = sent_of(people.olivia)
    answer = Client().post(link_of(offer), {"answer": "accept"}, follow=True)
    assert headline(answer).startswith("You accepted this offer on")
    assert "Harbour Bakery sends you the agreement" in plain(answer)
    again = Client().post(link_of(offer), {"answer": "accept"}, follow=True)
    assert (again.status_code, len(letters())) == (200, 1)
    assert Notice.objects.get().address == page_of(offer)


def test_the_candidate_declines_with_a_reason(people: People) -> None:
    offer = sent_of(people.olivia)
    long = Client().post(link_of(offer), {"answer": "decline", "reason": "x" * 2001})
    assert (long.status_code, "This is too long." in plain(long)) == (422, True)
    answer = Client().post(link_of(offer), {"answer": "decline", "reason": "Too few hours"}, follow=True)
    offer.refresh_from_db()
    assert (headline(answer)[:27], offer.reason) == ("You declined this offer on ", "Too few hours")


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("withdrawn", "Harbour Bakery has taken this offer back."),
        ("lapsed", "The time to answer this offer is over."),
        ("declined", "You declined this offer on"),
    ],
)
def test_an_offer_that_is_over_says_so_kindly_and_takes_no_answer(
    people: People, state: str, says: str
) -> None:
    offer = sent_of(people.olivia)
    ends(people, offer, state)
    for answer, status in (
        (Client().get(link_of(offer)), 200),
        (Client().post(link_of(offer), {"answer": "accept"}), 409),
    ):
        assert (answer.status_code, headline(answer).startswith(says)) == (status, True)
        assert "$10.00" not in plain(answer)


def test_a_link_that_is_not_whole_opens_nothing(people: People) -> None:
    offer = sent_of(people.olivia)
    for path in (link_of(offer)[:-4] + "/", f"/a/offer/{offer.key}/", "/a/offer/./"):
        answer = Client().get(path)
        assert (answer.status_code, headline(answer)) == (404, "This link opens nothing.")


@pytest.mark.usefixtures("people")
def test_who_answers_too_often_has_to_wait() -> None:
    client = Client()
    statuses = [client.post("/a/offer/unknown/", {"answer": "accept"}).status_code for _ in range(31)]
    assert statuses == [404] * 30 + [429]


@pytest.mark.parametrize("person", ["fatima", "viktor"])
def test_who_may_not_see_candidates_sees_no_offers(people: People, client: Client, person: str) -> None:
    offer = sent_of(people.olivia)
    client.force_login(getattr(people, person).user)
    assert client.get(page_of(offer)).status_code == 403


def test_charlie_sees_nothing_of_it(people: People, client: Client) -> None:
    offer, own = sent_of(people.olivia), people.charlie.business.key
    client.force_login(people.charlie.user)
    assert client.get(page_of(offer)).status_code == 404
    assert client.get(f"/b/{own}/source/offers/{offer.key}/").status_code == 404
    assert client.post(f"/b/{own}/source/offers/{offer.key}/withdraw/").status_code == 404
    offer.refresh_from_db()
    assert offer.state == OfferState.SENT


def test_in_german_everything_but_the_guards_words_is_german(
    olivia: Client, settings: LazySettings, compiled: Path, candidacy: Candidacy
) -> None:
    settings.LOCALE_PATHS = [compiled]
    german = {"accept-language": "de"}
    answer = olivia.get(new_page(candidacy), headers=german)
    assert headline(answer) == "Fair für Ana sind 9,55 $ bis 34,20 $ die Stunde."
    assert 'value="10,50"' in answer.content.decode()
    olivia.post(new_page(candidacy), filled(rate="10,20", fee_share="2,5"), headers=german)
    offer = Offer.objects.get()
    assert (str(offer.rate), offer.terms["fee_share"]) == ("10.20", 0.025)
    olivia.post(page_of(offer, "send/"), headers=german)
    seen = Client().get(link_of(offer), headers=german)
    assert headline(seen) == "Harbour Bakery bietet Ihnen 10,20 $ die Stunde für Bookkeeping."


def test_the_mail_is_in_the_language_of_the_brief(
    people: People, settings: LazySettings, compiled: Path
) -> None:
    settings.LOCALE_PATHS = [compiled]
    sent_of(people.marco, candidacy_of(people.marco, brief_of(people.marco, language="de")))
    assert letters()[0]["subject"] == "Harbour Bakery bietet Ihnen Arbeit an: Bookkeeping"
