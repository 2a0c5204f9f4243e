"""Both sides sign the same words, once, and what they signed stays."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from pypdf import PdfReader

from outhaul.apps.audit.models import Event
from outhaul.apps.notices.models import Notice
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.codes import GOOD_FOR, MOST_TRIES, TooSoon, WrongCode
from outhaul.apps.work.domain.ending import decline, reissue, withdraw
from outhaul.apps.work.domain.engagements import name_managers
from outhaul.apps.work.domain.letters import sign_address
from outhaul.apps.work.domain.linking import ask_question, open_signature
from outhaul.apps.work.domain.rounds import watch_signatures
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.signing import ask_for_code, sign_as_contractor, sign_for_business
from outhaul.apps.work.domain.training import remove_training
from outhaul.apps.work.models import Engagement, Milestone, Signature, Statement, Training
from outhaul.documents.statement.canonical import content_hash
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.agreement_made import train
from tests.people import People
from tests.postbox import Postbox, postbox
from tests.signing_made import (
    HERE,
    ana_signs,
    code_for,
    contractors,
    drafted,
    olivia_signs,
    run_queue,
    sent,
    signed,
    subjects,
    token_in,
)
from tests.statement_told import STATEMENT

__all__ = ["postbox"]


def states(statement: Statement) -> tuple[str, str]:
    statement.refresh_from_db()
    statement.engagement.refresh_from_db()
    return statement.state, statement.engagement.state


def verbs(people: People) -> list[str]:
    found = Event.objects.filter(
        scope=people.bakery.key, thing__in=["statement", "change order", "engagement"]
    )
    return [f"{event.actor} {event.verb}" for event in found.order_by("number")]


def test_sent_out_its_words_are_named_by_their_hash(people: People) -> None:
    statement = sent(people.marco)
    assert states(statement) == ("out", "signing")
    assert statement.content_hash == content_hash(STATEMENT)
    assert [(one.side, one.name, one.email) for one in statement.signatures.all()] == [
        ("client", "Olivia", "olivia@harbour-bakery.example"),
        ("contractor", "Ana Reyes", "ana@example.org"),
    ]
    assert statement.good_until == timezone.localdate() + timedelta(days=14)


def test_guards_are_asked_before_it_goes_out(people: People) -> None:
    statement = drafted(people.olivia)
    Engagement.objects.update(deputy="")
    with pytest.raises(Blocked):
        send_to_sign(people.olivia, statement)
    assert states(statement) == ("draft", "draft")


def test_who_may_only_look_can_neither_send_nor_sign(people: People) -> None:
    statement = drafted(people.olivia)
    with pytest.raises(PermissionDenied):
        send_to_sign(people.viktor, statement)
    statement = send_to_sign(people.olivia, statement)
    with pytest.raises(PermissionDenied):
        sign_for_business(people.marco, statement, typed_name="Marco", agrees=True, evidence=HERE)


def test_the_second_signature_begins_the_engagement_whichever_side_is_second(people: People) -> None:
    statement = sent(people.olivia)
    ana_signs(statement, code_for(statement))
    assert states(statement) == ("out", "signing")
    olivia_signs(people, statement)
    assert states(statement) == ("signed", "active")
    made = Milestone.objects.filter(engagement=statement.engagement)
    assert [(row.key, row.fee, row.due_on, row.criteria) for row in made] == [
        (item.key, item.fee, item.due_on, list(item.criteria)) for item in STATEMENT.milestones
    ]
    assert verbs(people)[-5:] == [
        "Olivia sent",
        "Ana Reyes signed",
        "Olivia signed",
        "Olivia completed",
        "Outhaul activated",
    ]


def test_where_a_guard_blocks_meanwhile_signatures_stand_and_it_begins_once_mended(people: People) -> None:
    """§MANAGE-16: Marco's training goes while Ana reads, so Olivia answers for it herself."""
    statement = sent(people.olivia)
    remove_training(people.olivia, Training.objects.get())
    ana_signs(statement, code_for(statement))
    olivia_signs(people, statement)
    assert states(statement) == ("signed", "signing")
    told = Notice.objects.get(once=f"statement:{statement.key}:blocked")
    assert (told.user, told.acts) == (people.olivia.user, True)
    assert "No training of Marco counts today." in told.said["text"]
    with pytest.raises(Blocked):
        activate(people.olivia, statement.engagement)
    train(people.olivia, "olivia")
    name_managers(people.olivia, statement.engagement, manager="olivia", deputy="marco")
    activate(people.olivia, statement.engagement)
    assert states(statement) == ("signed", "active")


def test_the_paper_is_kept_with_its_hash_and_both_signatures(people: People) -> None:
    statement = signed(people)
    statement.refresh_from_db()
    assert statement.paper is not None
    assert sha256(statement.paper).hexdigest() == statement.paper_hash
    said = " ".join(PdfReader(BytesIO(bytes(statement.paper))).pages[-1].extract_text().split())
    told = ["192.0.2.7", "olivia@harbour-bakery.example", "ana@example.org", "(Asia/Manila)", "UTC"]
    assert [text for text in told if text not in said] == []


CHANGES: tuple[dict[str, object], ...] = (
    {"content": {"title": "Other words"}},
    {"content_hash": "0" * 64},
    {"issue": 7},
    {"paper": b"another paper"},
    {"paper_hash": "0" * 64},
    {"state": "draft"},
    {"signed_at": None},
)
SIGNATURE_CHANGES: tuple[dict[str, object], ...] = (
    {"typed_name": "Bob"},
    {"signed_at": None},
    {"ip_address": "192.0.2.9"},
)


def test_the_database_refuses_to_change_what_was_signed(people: People) -> None:
    statement = signed(people)
    for change in CHANGES:
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(**change)
    for change in SIGNATURE_CHANGES:
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Signature.objects.filter(statement=statement, side="client").update(**change)


def test_the_database_refuses_to_change_words_that_are_out(people: People) -> None:
    statement = sent(people.olivia)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(content={"title": "Cheaper"})


def test_a_second_click_signs_once(people: People) -> None:
    statement = sent(people.olivia)
    olivia_signs(people, statement)
    olivia_signs(people, statement)
    code = code_for(statement)
    ana_signs(statement, code)
    ana_signs(statement, code)
    assert verbs(people).count("Olivia signed") == 1
    assert verbs(people).count("Ana Reyes signed") == 1
    assert verbs(people).count("Outhaul activated") == 1


def test_a_slip_of_name_or_tick_costs_no_try_and_signs_nothing(people: People) -> None:
    statement = sent(people.olivia)
    code = code_for(statement)
    signature = contractors(statement)
    with pytest.raises(InputError) as told:
        sign_as_contractor(signature, typed_name="Anna", code=code, agrees=False, evidence=HERE)
    assert [fault.where for fault in told.value.faults] == ["typed_name", "agrees"]
    signature.refresh_from_db()
    assert (signature.code_tries, signature.signed_at) == (0, None)
    sign_as_contractor(signature, typed_name=" ana  reyes ", code=code, agrees=True, evidence=HERE)


def test_after_five_wrong_codes_even_the_right_one_waits(people: People) -> None:
    statement = sent(people.olivia)
    code = code_for(statement)
    wrong = "000000" if code != "000000" else "111111"
    left = []
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode) as told:
            ana_signs(statement, wrong)
        left.append(told.value.left)
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(TooSoon):
        ana_signs(statement, code)
    with pytest.raises(TooSoon):
        ask_for_code(contractors(statement))
    with time_machine.travel(timezone.now() + GOOD_FOR + timedelta(seconds=1)):
        ana_signs(statement, code_for(statement))
    assert contractors(statement).signed_at is not None


def test_a_code_is_good_for_fifteen_minutes_and_another_waits_a_minute(people: People) -> None:
    statement = sent(people.olivia)
    code = code_for(statement)
    with pytest.raises(TooSoon):
        ask_for_code(contractors(statement))
    with time_machine.travel(timezone.now() + GOOD_FOR), pytest.raises(WrongCode):
        ana_signs(statement, code)


def test_a_code_for_one_document_opens_no_other(people: People) -> None:
    statement = sent(people.olivia)
    code = code_for(statement)
    signature = contractors(statement)
    other = send_to_sign(people.olivia, drafted(people.olivia, who=statement.engagement.contractor))
    Signature.objects.filter(statement=other, side="contractor").update(
        code_hash=signature.code_hash, code_until=signature.code_until
    )
    with pytest.raises(WrongCode):
        ana_signs(other, code)


def test_only_the_present_link_opens(people: People) -> None:
    statement = sent(people.olivia)
    signature = contractors(statement)
    token = token_in(sign_address(signature))
    assert open_signature(token) == signature
    assert open_signature(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    Signature.objects.filter(pk=signature.pk).update(link_number=2)
    assert open_signature(token) is None


def test_declined_the_engagement_is_a_draft_again_and_can_be_issued_anew(people: People) -> None:
    statement = sent(people.olivia)
    decline(contractors(statement), reason="The dates are too early.")
    assert states(statement) == ("declined", "draft")
    anew = reissue(people.olivia, statement)
    assert (anew.number, anew.issue, anew.state) == (1, 2, "draft")
    assert reissue(people.olivia, statement) == anew
    assert states(send_to_sign(people.olivia, anew)) == ("out", "signing")
    assert states(statement)[0] == "declined"


def test_declining_wants_a_reason_and_comes_too_late_after_both_signed(people: People) -> None:
    statement = sent(people.olivia)
    with pytest.raises(InputError):
        decline(contractors(statement), reason="  ")
    olivia_signs(people, statement)
    ana_signs(statement, code_for(statement))
    with pytest.raises(NotNow):
        decline(contractors(statement), reason="I changed my mind.")
    assert states(statement) == ("signed", "active")


def test_withdrawn_nobody_can_sign(people: People) -> None:
    statement = sent(people.olivia)
    code = code_for(statement)
    withdraw(people.marco, statement)
    assert states(statement) == ("withdrawn", "draft")
    with pytest.raises(NotNow):
        ana_signs(statement, code)
    with pytest.raises(NotNow):
        olivia_signs(people, statement)


def test_what_nobody_signs_is_reminded_of_twice_and_lapses(people: People) -> None:
    statement = sent(people.olivia)
    began = timezone.now()
    reminded = []
    for day in range(17):
        with time_machine.travel(began + timedelta(days=day, hours=1)):
            watch_signatures()
            watch_signatures()
        reminded.append(verbs(people).count("Outhaul reminded"))
    assert reminded == [0] * 3 + [1] * 4 + [2] * 10
    assert states(statement) == ("lapsed", "draft")
    assert verbs(people)[-1] == "Outhaul lapsed"


def test_what_is_over_cannot_be_signed_even_before_it_lapses(people: People) -> None:
    statement = sent(people.olivia)
    with time_machine.travel(timezone.now() + timedelta(days=16)), pytest.raises(InputError):
        olivia_signs(people, statement)


@pytest.mark.django_db(transaction=True)
def test_each_is_written_to_by_mail_when_they_must_act(people: People, postbox: Postbox) -> None:
    statement = sent(people.marco)
    run_queue()
    ask_question(contractors(statement), text="Is the date of the first milestone firm?")
    olivia_signs(people, statement)
    ana_signs(statement, code_for(statement))
    run_queue()
    owner, ana = "olivia@harbour-bakery.example", "ana@example.org"
    title = STATEMENT.title
    business = people.bakery.name
    assert subjects(postbox) == [
        (ana, f"To sign: Statement of work of {business}"),
        (owner, f"A question about {title}"),
        (ana, "Your code to sign"),
        (ana, f"Your work for {business}"),
        (ana, f"Signed: {title}"),
        (owner, f"Signed: {title}"),
        (ana, f"For your payments by {business}"),
    ]
    assert postbox.letters[1]["Reply-To"] == ana
    (paper,) = postbox.letters[4].iter_attachments()
    statement.refresh_from_db()
    assert sha256(paper.get_content()).hexdigest() == statement.paper_hash


def test_a_german_business_writes_and_signs_in_german(people: People) -> None:
    charlie = people.charlie
    said = replace(STATEMENT, title="Bewehrungspläne für Übergänge", language="de")
    statement = sent(charlie, said, managers=("lena", "jonas"))
    sign_for_business(charlie, statement, typed_name="Charlie", agrees=True, evidence=HERE)
    ana_signs(statement, code_for(statement))
    statement.refresh_from_db()
    reader = PdfReader(BytesIO(bytes(statement.paper or b"")))
    assert str(reader.root_object["/Lang"]) == "de"
    assert "Bewehrungspläne für Übergänge" in reader.pages[0].extract_text()
