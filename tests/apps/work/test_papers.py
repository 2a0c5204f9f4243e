"""Tax papers and bank details: sealed, masked, replaced, and in time erased; they gate the payment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import Settings

from outhaul.apps.audit.models import Event
from outhaul.apps.work.domain.codes import MOST_TRIES, TooSoon, WrongCode
from outhaul.apps.work.domain.paper_codes import ask_for_papers_code, use_papers_code
from outhaul.apps.work.domain.paper_letters import papers_address
from outhaul.apps.work.domain.papers import (
    ask_for_papers,
    erase_old_papers,
    give_paper,
    open_papers,
    papers_missing,
    papers_of_all,
    payment_ready,
    reseal_papers,
)
from outhaul.apps.work.domain.sealing import CannotOpen, key_name, open_sealed, seal
from outhaul.apps.work.models import Contractor, Engagement, Paper
from outhaul.engine.papers import guard_payment, needed, w8ben_expires
from outhaul.engine.verdict import Answer
from tests.people import People
from tests.signing_made import code_in, contractor, drafted, last_letter, signed, token_in
from tests.statement_told import STATEMENT

BANK = {"holder": "Ana Reyes", "iban": "DE89370400440532013000"}


def bank(ana: Contractor, iban: str = BANK["iban"]) -> Paper:
    return give_paper(ana, "bank", values=BANK | {"iban": iban}, masked="DE89 •••• 3000")


def test_what_is_needed_depends_on_both_countries() -> None:
    """§SIGN-5."""
    assert [needed("US", "US"), needed("US", "PH"), needed("DE", "US")] == [
        ("w9", "bank"),
        ("w8ben", "bank"),
        ("vat", "bank"),
    ]


@pytest.mark.parametrize(
    ("payer", "payee", "wanted"), [("US", "PH", "w8bene"), ("US", "US", "w9"), ("DE", "PH", "vat")]
)
def test_a_firm_elsewhere_gives_another_form(payer: str, payee: str, wanted: str) -> None:
    """§SIGN-5."""
    assert needed(payer, payee, is_firm=True) == (wanted, "bank")


def test_who_was_asked_as_a_person_is_asked_anew_as_a_firm(people: People) -> None:
    ana = contractor(people.olivia)
    give_paper(ana, "w8ben", values={"name": "Ana"}, masked="PH", expires_on=date(2029, 12, 31))
    bank(ana)
    assert papers_missing(ana) == ()
    ana.name, ana.signs = "Reyes Books Inc.", "Ana Reyes"
    ana.save()
    assert papers_missing(ana) == ("w8bene",)
    assert [(verdict.answer, verdict.legal) for verdict in payment_ready(ana)] == [
        (Answer.BLOCK, True),
        (Answer.PASS, False),
    ]


def test_what_both_signed_tells_whether_it_is_a_firm(people: People) -> None:
    firm = replace(STATEMENT.contractor, name="Reyes Books Inc.", signs="Ana Reyes")
    statement = signed(people, replace(STATEMENT, contractor=firm))
    bound = Contractor.objects.get(pk=statement.engagement.contractor_id)
    assert (bound.name, bound.signs, bound.is_firm) == ("Reyes Books Inc.", "Ana Reyes", True)
    assert papers_missing(bound) == ("w8bene", "bank")


def test_a_w8ben_is_good_until_the_end_of_the_third_year() -> None:
    assert [w8ben_expires(date(2026, 1, 1)), w8ben_expires(date(2026, 12, 31))] == [date(2029, 12, 31)] * 2


def test_the_payment_waits_for_papers() -> None:
    today = date(2026, 11, 27)

    def answers(there: dict[str, date | None]) -> list[tuple[Answer, bool]]:
        found = guard_payment(("w8ben", "bank"), there, today)  # type: ignore[arg-type] # kinds all
        return [(verdict.answer, verdict.legal) for verdict in found]

    assert answers({}) == [(Answer.BLOCK, True), (Answer.BLOCK, False)]
    assert answers({"w8ben": date(2026, 11, 26), "bank": None}) == [
        (Answer.BLOCK, True),
        (Answer.PASS, False),
    ]
    assert answers({"w8ben": date(2026, 12, 31), "bank": None}) == [
        (Answer.WARN, False),
        (Answer.PASS, False),
    ]
    assert answers({"w8ben": date(2029, 12, 31), "bank": None}) == [(Answer.PASS, False)] * 2


def test_at_rest_nothing_can_be_read(people: People) -> None:
    paper = bank(contractor(people.olivia))
    assert b"DE89" not in bytes(paper.sealed)
    assert open_sealed(paper.sealed) == BANK
    told = Event.objects.get(scope=people.bakery.key, thing="paper")
    assert (told.actor, told.verb, told.changes) == ("Ana Reyes", "gave", '{"kind": [null, "bank"]}')


def test_a_new_one_replaces_and_the_old_one_is_not_changed(people: People) -> None:
    ana = contractor(people.olivia)
    old, new = bank(ana), bank(ana, "GB33BUKB20201555555555")
    old.refresh_from_db()
    assert (old.replaced_at is not None, open_sealed(old.sealed)["iban"]) == (True, BANK["iban"])
    assert (new.replaced_at, papers_missing(ana)) == (None, ("w8ben",))
    assert "was entered for your payments" in last_letter()


def test_after_a_change_of_the_secret_the_old_one_still_opens_until_all_is_sealed_anew(
    people: People, settings: Settings
) -> None:
    paper = bank(contractor(people.olivia))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of at least fifty signs, as long as that"
    with pytest.raises(CannotOpen):
        open_sealed(paper.sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert open_sealed(paper.sealed) == BANK
    assert (reseal_papers(), reseal_papers()) == (1, 0)
    settings.SECRET_KEY_FALLBACKS = []
    paper.refresh_from_db()
    assert open_sealed(paper.sealed) == BANK


def test_equal_values_are_sealed_otherwise_each_time_under_a_key_that_is_named(settings: Settings) -> None:
    one, other = seal(BANK), seal(BANK)
    assert one != other
    assert one.startswith(key_name(settings.SECRET_KEY) + b":")


def test_replaced_bank_details_are_erased_after_ninety_days(people: People) -> None:
    ana = contractor(people.olivia)
    bank(ana)
    bank(ana)
    assert erase_old_papers() == 0
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert (erase_old_papers(), erase_old_papers()) == (1, 0)
    assert Paper.objects.count() == 1


def test_all_papers_are_erased_in_time_after_the_last_work_ended(people: People) -> None:
    ana = contractor(people.olivia)
    bank(ana)
    give_paper(ana, "w8ben", values={"name": "Ana"}, masked="PH", expires_on=date(2029, 12, 31))
    drafted(people.olivia, who=ana)
    Engagement.objects.update(state="closed", closed_at=timezone.now())
    left = []
    for days in (80, 100, 4 * 365, 4 * 365 + 10):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            erase_old_papers()
        left.append(sorted(Paper.objects.values_list("kind", flat=True)))
    assert left == [["bank", "w8ben"], ["w8ben"], ["w8ben"], []]


def test_the_first_payment_is_ready_when_all_is_there(people: People) -> None:
    ana = contractor(people.olivia)
    assert [verdict.answer for verdict in payment_ready(ana)] == [Answer.BLOCK, Answer.BLOCK]
    bank(ana)
    give_paper(ana, "w8ben", values={"name": "Ana"}, masked="PH", expires_on=date(2029, 12, 31))
    assert [verdict.answer for verdict in payment_ready(ana)] == [Answer.PASS, Answer.PASS]


def test_who_may_not_see_papers_sees_none_and_asks_for_none(people: People) -> None:
    ana = contractor(people.olivia)
    assert [row[0] for row in papers_of_all(people.fatima)] == [ana]
    assert papers_of_all(people.charlie) == []
    for visit in (people.marco, people.viktor):
        with pytest.raises(PermissionDenied):
            papers_of_all(visit)
        with pytest.raises(PermissionDenied):
            ask_for_papers(visit, ana)


def test_the_page_opens_by_link_and_a_code_that_fits_once(people: People) -> None:
    ana = contractor(people.olivia)
    assert open_papers(token_in(papers_address(ana))) == ana
    ask_for_papers_code(ana)
    with pytest.raises(TooSoon):
        ask_for_papers_code(ana)
    code = code_in(last_letter())
    use_papers_code(ana, code)
    with pytest.raises(WrongCode):
        use_papers_code(ana, code)


def test_five_wrong_codes_make_the_right_one_wait(people: People) -> None:
    ana = contractor(people.olivia)
    ask_for_papers_code(ana)
    code = code_in(last_letter())
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            use_papers_code(ana, "none")
    with pytest.raises(TooSoon):
        use_papers_code(ana, code)
