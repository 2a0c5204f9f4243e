"""No sequence of actions reaches an active engagement without manager, criteria, checkpoints, signatures."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.classifying import answer_check, latest_check
from outhaul.apps.work.domain.engagements import name_managers, take_step
from outhaul.apps.work.domain.readiness import blocks, ready_to_sign, verdicts
from outhaul.apps.work.domain.statements import change_statement, statement_of_work, terms_hash
from outhaul.apps.work.domain.training import remove_training
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement, Milestone, Statement, Training
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.agreement_made import begun, harmless, sent, signed, train
from tests.people import People

REFUSED = (NotNow, InputError, Blocked)
RUNS = {EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.CLOSING, EngagementState.CLOSED}
WHY = "There is nobody else in this small business"


class Life(RuleBasedStateMachine):
    """One engagement, in the hands of an owner who tries everything in any order."""

    visit: Visit
    engagement: Engagement
    first: content.Statement
    """What was drafted, to be written back."""
    reached: ClassVar[set[str]] = set()
    """States that some life was in: a claim on all lives says little if none gets far."""

    def now(self) -> Engagement:
        return Engagement.objects.get(pk=self.engagement.pk)

    def statement(self) -> Statement:
        found = statement_of_work(self.engagement)
        assert found is not None
        return found

    def attempt(self, do: Callable[[], object]) -> None:
        """Do it, or be refused; what is refused changes nothing."""
        with contextlib.suppress(*REFUSED), transaction.atomic():
            do()

    @rule(manager=st.sampled_from(["marco", "olivia", ""]), deputy=st.sampled_from(["olivia", ""]))
    def name(self, manager: str, deputy: str) -> None:
        self.attempt(lambda: name_managers(self.visit, self.now(), manager=manager, deputy=deputy))

    @rule()
    def train(self) -> None:
        self.attempt(lambda: train(self.visit))

    @rule()
    def forget(self) -> None:
        for row in Training.objects.filter(removed_at=None):
            remove_training(self.visit, row)

    @rule(criteria=st.booleans(), looks=st.booleans())
    def write(self, criteria: bool, looks: bool) -> None:  # noqa: FBT001 -- drawn by name
        said = statement_of(self.statement().content)
        written = replace(
            said,
            milestones=tuple(
                replace(item, criteria=("It is there.",) if criteria else ()) for item in said.milestones
            ),
            checkpoints=(self.first.checkpoints if looks else ()),
        )
        self.attempt(lambda: change_statement(self.visit, self.statement(), written))

    @rule()
    def check(self) -> None:
        self.attempt(lambda: answer_check(self.visit, self.now(), harmless(self.now())))

    @rule()
    def override(self) -> None:
        for verdict in blocks(verdicts(self.visit, self.now())):
            if not verdict.legal:
                thing = {"thing": "engagement", "key": self.engagement.key}
                override_block(self.visit, verdict, **thing, name="", reason=WHY)

    @rule()
    def send(self) -> None:
        """As the verb of signing does: first the guards, then the rows."""

        def do() -> None:
            if self.now().state != EngagementState.DRAFT:
                raise NotNow("engagement", self.now().state, "send")
            ready_to_sign(self.visit, self.now())
            sent(self.now())

        self.attempt(do)

    @rule(sides=st.sampled_from([("client",), ("contractor",), ("client", "contractor")]))
    def sign(self, sides: tuple[str, ...]) -> None:
        if self.now().state == EngagementState.SIGNING:
            signed(self.statement(), *sides)

    @rule(both=st.booleans())
    def hurry(self, both: bool) -> None:  # noqa: FBT001 -- drawn by name
        """All that is wanted, one thing after the other, so that lives get far."""
        self.name("marco", "olivia")
        self.train()
        self.check()
        self.send()
        self.sign(("client", "contractor") if both else ("client",))

    @rule()
    def begin(self) -> None:
        self.attempt(lambda: activate(None, self.now()))

    @rule(verb=st.sampled_from(["cancel", "pause", "resume", "end", "close", "activate", "send"]))
    def step(self, verb: str) -> None:
        self.attempt(lambda: take_step(self.visit, self.now(), verb, reason="So it is"))

    @invariant()
    def what_runs_has_everything(self) -> None:
        row = self.now()
        self.reached.add(row.state)
        if row.state not in RUNS or row.activated_at is None:
            assert row.state not in RUNS
            assert not Milestone.objects.exists()
            return
        statement = self.statement()
        said = statement_of(statement.content)
        check = latest_check(row)
        assert row.manager
        assert said.milestones
        assert all(item.criteria for item in said.milestones)
        assert said.checkpoints
        assert statement.signatures.filter(signed_at__isnull=False).count() == 2
        assert check is not None
        assert check.result != "high"
        assert check.terms_hash == terms_hash(said)
        assert Milestone.objects.count() == len(said.milestones)

    @invariant()
    def what_is_out_has_criteria_and_checkpoints(self) -> None:
        if self.now().state == EngagementState.SIGNING:
            said = statement_of(self.statement().content)
            assert all(item.criteria for item in said.milestones)
            assert said.checkpoints

    def teardown(self) -> None:
        assert broken_at(self.visit.business.key) is None


def test_no_sequence_of_actions_leads_around_the_guards(people: People) -> None:
    engagement = begun(people.olivia)

    class OneLife(Life):
        def __init__(self) -> None:
            super().__init__()
            self.point = transaction.savepoint()
            self.visit, self.engagement = people.olivia, engagement
            self.first = statement_of(self.statement().content)

        def teardown(self) -> None:
            super().teardown()
            transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        OneLife,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"draft", "signing", "active", "cancelled"} <= Life.reached
