"""Whatever is done in whatever order: nothing runs without two signatures under the words that were sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
import time_machine
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.people.domain.links import link_token
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.codes import TooSoon, WrongCode
from outhaul.apps.work.domain.ending import decline, reissue, withdraw
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.domain.letters import SIGN
from outhaul.apps.work.domain.linking import note_seen, open_signature
from outhaul.apps.work.domain.rounds import watch_signatures
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.signing import ask_for_code
from outhaul.apps.work.domain.statements import change_statement
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Signature, Statement
from outhaul.documents.statement.canonical import canonical, content_hash, statement_of
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.database import orders
from tests.people import People
from tests.signing_made import ana_signs, code_in, drafted, last_letter, olivia_signs

REFUSED = (NotNow, InputError, Blocked, TooSoon, WrongCode, Signature.DoesNotExist)
RUNS = {EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.CLOSING, EngagementState.CLOSED}
WHICH = st.integers(0, 3)
"""Which issue: 0 is the newest, so that most is done with it."""


class Signing(RuleBasedStateMachine):
    """One agreement and its issues, between an owner and a contractor who try everything in any order."""

    people: People
    first: Statement
    reached: ClassVar[set[str]] = set()
    """States that some run was in: a claim on all runs says little if none gets far."""

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.now = datetime(2026, 11, 27, 12, tzinfo=UTC)
        self.sent: dict[int, tuple[str, bytes]] = {}
        """Statement -> hash and bytes of its words, as they were when it was sent."""
        self.given: dict[int, tuple[object, ...]] = {}
        """Signature -> what was kept of it when it was given."""
        self.papers: dict[int, str] = {}
        self.tokens: list[tuple[str, int, int]] = []
        """Every link that there was: token, signature, and which link it was."""
        self.codes: dict[int, str] = {}

    def teardown(self) -> None:
        assert broken_at(self.people.bakery.key) is None
        transaction.savepoint_rollback(self.start)

    def issue(self, which: int) -> Statement:
        """One of the issues, the newest for 0."""
        rows = Statement.objects.filter(engagement=self.first.engagement).order_by("-issue")
        found = list(rows.select_related("engagement"))
        return found[min(which, len(found) - 1)]

    def contractors(self, which: int) -> Signature | None:
        found = Signature.objects.filter(statement=self.issue(which), side="contractor")
        return found.select_related("statement__engagement").first()

    @contextmanager
    def later(self) -> Iterator[None]:
        """Two minutes later than whatever was done before."""
        self.now += timedelta(minutes=2)
        with time_machine.travel(self.now, tick=True):
            yield

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do it, or be refused; return whether it was done."""
        with self.later(), suppress(*REFUSED):
            do()
            return True
        return False

    @rule(which=WHICH)
    def send(self, which: int) -> None:
        statement = self.issue(which)
        if self.attempt(lambda: send_to_sign(self.people.marco, statement)):
            assert statement.state == StatementState.DRAFT
            row = self.issue(which)
            self.sent[row.pk] = (row.content_hash, canonical(statement_of(row.content)))
            self.link(which)

    @rule(which=WHICH)
    def link(self, which: int) -> None:
        """A new link to the contractor, which counts up."""
        signature = self.contractors(which)
        if signature is None or signature.signed_at or signature.declined_at:
            return
        known = {(pk, number) for _token, pk, number in self.tokens}
        if (signature.pk, signature.link_number) in known:
            signature.link_number += 1
            signature.save(update_fields=["link_number"])
        token = link_token(SIGN, signature.key, signature.link_number)
        self.tokens.append((token, signature.pk, signature.link_number))

    @rule(which=WHICH, words=st.sampled_from(["Keep the books.", "Keep all books.", "Sign here."]))
    def write(self, which: int, words: str) -> None:
        statement = self.issue(which)
        said = replace(statement_of(statement.content), scope=words)
        self.attempt(lambda: change_statement(self.people.olivia, statement, said))

    @rule(which=WHICH)
    def tamper(self, which: int) -> None:
        """Past all verbs, straight into the row: the database itself refuses."""
        statement = self.issue(which)
        rows = Statement.objects.filter(pk=statement.pk)
        if statement.pk in self.sent:
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                rows.update(content=statement.content | {"scope": "Something else."})

    @rule(which=WHICH)
    def open(self, which: int) -> None:
        signature = self.contractors(which)
        if signature is not None:
            self.attempt(lambda: note_seen(signature))

    @rule(which=WHICH)
    def ask_code(self, which: int) -> None:
        signature = self.contractors(which)
        if signature is not None and self.attempt(lambda: ask_for_code(signature)):
            self.codes[signature.pk] = code_in(last_letter())

    @rule(which=WHICH, knows=st.booleans())
    def contractor_signs(self, which: int, knows: bool) -> None:  # noqa: FBT001 -- drawn by name
        signature = self.contractors(which)
        if signature is None:
            return
        was, code = self.issue(which), self.codes.get(signature.pk, "")
        if self.attempt(lambda: ana_signs(was, code if knows else "000000x")):
            assert signature.signed_at or (was.state == StatementState.OUT and knows and code)

    @rule(which=WHICH)
    def business_signs(self, which: int) -> None:
        was = self.issue(which)
        before = Signature.objects.filter(statement=was, side="client", signed_at__isnull=False).exists()
        if self.attempt(lambda: olivia_signs(self.people, was)):
            assert before or was.state == StatementState.OUT

    @rule(which=WHICH)
    def contractor_declines(self, which: int) -> None:
        signature = self.contractors(which)
        if signature is not None:
            self.attempt(lambda: decline(signature, reason="The days do not suit me."))

    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        self.attempt(lambda: withdraw(self.people.olivia, self.issue(which)))

    @rule(which=WHICH)
    def issue_anew(self, which: int) -> None:
        self.attempt(lambda: reissue(self.people.olivia, self.issue(which)))

    @rule(days=st.integers(1, 8))
    def wait(self, days: int) -> None:
        """Days go by; who has not signed is reminded, what nobody signed in time lapses."""
        self.now += timedelta(days=days)
        self.attempt(watch_signatures)

    @rule()
    def begin(self) -> None:
        self.attempt(lambda: activate(self.people.olivia, self.first.engagement))

    @rule(verb=st.sampled_from(["activate", "resume", "pause", "cancel"]))
    def step(self, verb: str) -> None:
        engagement = Engagement.objects.get(pk=self.first.engagement_id)
        self.attempt(lambda: take_step(self.people.olivia, engagement, verb, reason="So it is"))

    @rule(
        sides=st.sampled_from(["both", "client", "contractor", "none"]),
        ends=st.sampled_from(["", "declined", "lapsed"]),
    )
    def hurry(self, sides: str, ends: str) -> None:
        """All that leads to signatures, one thing after the other, so that runs get far; or to its end."""
        self.issue_anew(0)
        self.send(0)
        if sides in {"both", "client"}:
            self.business_signs(0)
        if sides in {"both", "contractor"}:
            self.ask_code(0)
            self.contractor_signs(0, knows=True)
        if ends == "declined":
            self.contractor_declines(0)
        elif ends == "lapsed":
            self.wait(16)

    @rule(ends=st.sampled_from(["declined", "lapsed"]))
    def let_it_end(self, ends: str) -> None:
        """Nobody signs what is out."""
        self.hurry("none", ends)

    @invariant()
    def nothing_runs_without_both_signatures_under_the_same_words(self) -> None:
        engagement = Engagement.objects.get(pk=self.first.engagement_id)
        self.reached.add(engagement.state)
        if engagement.state not in RUNS and engagement.activated_at is None:
            return
        (signed,) = Statement.objects.filter(engagement=engagement, state=StatementState.SIGNED)
        hashes = signed.signatures.filter(signed_at__isnull=False, declined_at=None).order_by("side")
        assert list(hashes.values_list("side", "document_hash")) == [
            ("client", signed.content_hash),
            ("contractor", signed.content_hash),
        ]
        assert signed.content_hash == content_hash(statement_of(signed.content))

    @invariant()
    def what_was_sent_or_signed_never_changes(self) -> None:
        for row in Statement.objects.filter(engagement=self.first.engagement):
            self.reached.add(row.state)
            if row.pk in self.sent:
                assert (row.content_hash, canonical(statement_of(row.content))) == self.sent[row.pk]
            else:
                assert row.state in {StatementState.DRAFT, StatementState.WITHDRAWN}
            if row.paper_hash:
                assert self.papers.setdefault(row.pk, row.paper_hash) == row.paper_hash
        for one in Signature.objects.filter(signed_at__isnull=False):
            kept = (one.signed_at, one.name, one.typed_name, one.document_hash, one.ip_address)
            assert self.given.setdefault(one.pk, kept) == kept

    @invariant()
    def only_the_newest_link_opens(self) -> None:
        newest = {pk: number for _token, pk, number in self.tokens}
        for token, pk, number in self.tokens:
            found = open_signature(token)
            assert (found.pk if found else None) == (pk if number == newest[pk] else None)

    @invariant()
    def no_more_than_one_issue_is_out_or_signed(self) -> None:
        going = [StatementState.OUT, StatementState.SIGNED]
        found = Statement.objects.filter(engagement=self.first.engagement, state__in=going)
        assert found.count() <= 1


def test_no_order_of_steps_leads_around_the_signatures(people: People) -> None:
    statement = drafted(people.olivia)
    machine = type("SigningHere", (Signing,), {"people": people, "first": statement})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=orders(30),
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {
        "draft",
        "signing",
        "active",
        "out",
        "signed",
        "declined",
        "lapsed",
        "withdrawn",
    } <= Signing.reached
