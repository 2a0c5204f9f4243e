"""What stands in the addresses of things: for each URL argument, the name of one that is the bakery's."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Self

import msgspec
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from outhaul.apps.delivery.domain.absences import remove_absence
from outhaul.apps.delivery.domain.away import be_away
from outhaul.apps.delivery.domain.coming_in import portal_address
from outhaul.apps.delivery.domain.equipment import enter
from outhaul.apps.delivery.domain.granting import grant
from outhaul.apps.delivery.domain.proposing import propose
from outhaul.apps.delivery.domain.talking import ask
from outhaul.apps.delivery.domain.tasks import add_task, remove_task
from outhaul.apps.notices.domain.calendar import make_link
from outhaul.apps.notices.domain.calendar import token_of as calendar_token
from outhaul.apps.notices.domain.stopping import stop_address
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.filters import keep_filter
from outhaul.apps.people.domain.invitations import invite
from outhaul.apps.people.models import Membership, Role
from outhaul.apps.planning.domain.asking import ask_for_plan, ask_for_proof
from outhaul.apps.planning.domain.entries import add_entry
from outhaul.apps.planning.domain.plans import LAYOUT
from outhaul.apps.planning.domain.scenarios import keep_scenario
from outhaul.apps.planning.domain.shares import share_plan
from outhaul.apps.planning.models import Plan
from outhaul.apps.review.domain.monthly import content_of
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.review.models import Learned, MonthlyReview, Step
from outhaul.apps.sourcing.domain.applying import token_of as application_token
from outhaul.apps.sourcing.domain.candidates import remove_candidate
from outhaul.apps.sourcing.domain.importing import bring
from outhaul.apps.sourcing.domain.noting import add_note
from outhaul.apps.sourcing.domain.offers import token_of as offer_token
from outhaul.apps.sourcing.domain.publishing import token_of
from outhaul.apps.sourcing.domain.trying_out import propose_trial
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.letters import sign_address
from outhaul.apps.work.domain.paper_letters import papers_address
from outhaul.apps.work.domain.training import remove_training
from outhaul.apps.work.models import Engagement, Training
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load
from tests.agreement_made import accepted_offer, begun, train
from tests.briefs_made import applied, opened_brief
from tests.candidates_made import made_candidacy, made_candidate
from tests.delivery_made import absence, at_work, handed_in, hour_entry, milestone, own_line
from tests.handed_in import handed_in as handed_in_rows
from tests.matching_made import candidacy, sample_task
from tests.money_made import money_arguments
from tests.notices_made import told as notice_told
from tests.offers_made import candidacy_of, draft_of, sent_of
from tests.people import People
from tests.signing_made import change_order, contractors, signed, token_in

PAGE = (
    "<!--part process {0} --><p>why</p><!--end process--><!--part places {0} --><p>where</p><!--end places-->"
)
OWNED = frozenset({"plan", "scenario", "share", "entry", "job", "pk", "brief", "candidacy", "offer"}) | {
    "engagement",
    "statement",
    "training",
    "manager",
    "contractor",
    "note",
    "trial",
    "candidate",
    "batch",
    "submission",
    "attachment",
    "checkpoint",
    "line",
    "access",
    "thing",
    "absence",
    "invoice",
    "run",
    "payment",
    # review
    "month",
    "own_figure",
}
"""Arguments that name a row of one business."""

BY_SIGNATURE = tuple(f"sign{way}.token" for way in ("", "-code", "-decline", "-ask", "-paper"))
BY_CONTRACTOR = ("give-papers.token", "papers-code.token", "papers-open.token", "give-paper.token")


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the application: its name (its path, where it has none), view, and arguments."""

    name: str
    path: str
    view: Callable[..., object]
    arguments: frozenset[str]
    is_named: bool

    @property
    def doors(self) -> tuple[str, str]:
        """Who may read, and who may change."""
        return getattr(self.view, "door", "NO DOOR"), getattr(self.view, "door_to_change", "NO DOOR")


def routes(
    patterns: Iterable[URLPattern | URLResolver], before: str = "", given: frozenset[str] = frozenset()
) -> Iterator[Route]:
    """Give every route of `patterns`; `before` and `given` are the path and the arguments so far."""
    for pattern in patterns:
        path = before + str(pattern.pattern)
        arguments = given | frozenset(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path, arguments)
        else:
            yield Route(pattern.name or path, path, pattern.callback, arguments, bool(pattern.name))


@dataclass(frozen=True, slots=True)
class Arguments:
    """URL argument -> a value of it; `route.argument` where one route needs another value."""

    values: Mapping[str, str]
    assignment: Assignment
    """Ana at work for the bakery: whom the portal lets in."""

    @classmethod
    def of(cls, people: People, report: PlanReport) -> Self:
        """Make one of everything in the bakery. A new kind of argument needs a line here."""
        olivia, marco = people.olivia, people.marco
        marcos = str(Membership.objects.get(user=marco.user).pk)
        plan = _made_plan(people, report)
        invitation, invitation_token = invite(olivia, email="ina@example.org", role=Role.VIEWER)
        share, share_token = share_plan(olivia, plan)
        brief = opened_brief(people)
        applied_token = application_token(applied(brief))
        told = {"name": "Only in the bakery", "occupation": "bookkeeping"}
        order = change_order(people)
        engagement = begun(olivia)
        train(olivia)
        ana = candidacy(olivia, brief)
        assignment = at_work(people, order.engagement)
        return cls(
            {
                "business": people.bakery.key,
                "plan": plan.key,
                "job": ask_for_proof(olivia, plan).key,
                "scenario": keep_scenario(olivia, name="Keep the books", changes=[]).key,
                "share": str(share.pk),
                "table": "processes",
                "entry": add_entry(olivia, "processes", told, reference=load()).key,
                "field.name": "hours_per_month",
                "kind": "toml",
                "set-role.pk": marcos,
                "remove-member.pk": marcos,
                "revoke-invitation.pk": str(invitation.pk),
                "process": report.processes[1].id,
                "plan-figure.name": "hours-freed",
                "plan-process-figure.name": "rate",
                "plan-assumption.name": "T0",
                "engagement": engagement.key,
                "portal.engagement": assignment.engagement.key,
                **_run(people, assignment),
                **_portal(assignment),
                "statement.statement": engagement.statements.get().key,
                "edit-statement.statement": engagement.statements.get().key,
                "new-engagement.offer": accepted_offer(olivia, process="mail").key,
                "training": str(Training.objects.filter(manager="marco")[0].pk),
                "restore-training.training": str(_removed_training(olivia)),
                "manager": "marco",
                "clause": "payment",
                "lesson": "scope",
                "statement": order.key,
                "contractor": order.engagement.contractor.key,
                **dict.fromkeys(BY_SIGNATURE, token_in(sign_address(contractors(order)))),
                **dict.fromkeys(BY_CONTRACTOR, token_in(papers_address(order.engagement.contractor))),
                "give-paper.kind": "bank",
                "keep-filter.page": "briefs",
                "drop-filter.pk": str(_kept_filter(olivia)),
                "token": share_token,
                "join.token": invitation_token,
                "brief": brief.key,
                "step": "close",
                "apply.token": token_of(brief),
                "apply-pdf.token": token_of(brief),
                "application.token": applied_token,
                "withdraw-application.token": applied_token,
                "new-offer.candidacy": candidacy_of(olivia).key,
                "offer": sent_of(olivia).key,
                "edit-offer.offer": draft_of(olivia).key,
                "offer-link.token": offer_token(sent_of(olivia)),
                "candidacy": ana.key,
                "note": str(add_note(olivia, ana, text="Early").pk),
                "trial": propose_trial(olivia, ana, sample_task(), reference=load()).key,
                **_notices(people),
                "export-candidates.kind": "csv",
                "export-engagements.kind": "csv",
                "export-briefs.kind": "csv",
                "export-ranking.kind": "csv",
                **_candidates(people),
                **money_arguments(people, at_work(people, signed(people).engagement)),
                **_reviewed(people, order.engagement),
                # allauth's
                "key": "abc-123",
                "uidb36": "1",
                "pk": "1",
                "provider_id": "nobody",
            },
            assignment,
        )

    def address(self, route: Route, **other: str) -> str:
        """Return an address of `route`, with `other` values where they are given."""
        if not route.is_named:
            return f"/{route.path}"
        values = {name: other.get(name) or self._value(route, name) for name in route.arguments}
        return reverse(route.name, kwargs=values)

    def _value(self, route: Route, argument: str) -> str:
        names = (f"{route.name}.{argument}", f"portal.{argument}", argument)
        wanted = (name for name in names if name[:7] != "portal." or route.path.startswith("portal/"))
        found = next((self.values[name] for name in wanted if name in self.values), None)
        assert found is not None, (
            f"Which {argument} has {route.name}? Add a line to Arguments.of in {__file__}."
        )
        return found


def _run(people: People, assignment: Assignment) -> Mapping[str, str]:
    """One of everything that running work names: handed in, looked at, given, lent."""
    made = handed_in_rows(assignment, "year", files={"books.csv": ("text/csv", b"a,b\n1,2\n")})
    bought = timezone.localdate()
    return {
        "submission": made.key,
        "attachment": made.attachments.all()[0].key,
        "absence": be_away(people.marco, manager="marco", first_on=bought, last_on=bought).key,
        "checkpoint": assignment.engagement.checkpoints.all()[0].key,
        "line": assignment.engagement.checklist.all()[0].key,
        "access": grant(people.marco, assignment.engagement, name="Folder of vouchers").key,
        "thing": enter(people.marco, name="Laptop", price=Decimal(900), bought_on=bought).key,
    }


def _portal(assignment: Assignment) -> Mapping[str, str]:
    """What Ana made at her engagement: one of everything that its addresses name."""
    row = milestone(assignment)
    made = handed_in(assignment)
    task, gone = (add_task(assignment, title=title) for title in ("Only hers", "Hers, taken out"))
    remove_task(gone)
    away, back = (absence(assignment, weeks) for weeks in (4, 8))
    remove_absence(assignment, back)
    question, proposal = ask(assignment, row, text="Who has it?"), propose(assignment, row, text="Later.")
    entry, at = hour_entry(assignment).key, assignment.engagement.key
    return {
        **{f"run-{name}.engagement": at for name in ("say", "reply", "decide", "hours")},
        "run-reply.message": question.key,
        "run-decide.proposal": proposal.key,
        "run-hours.entry": entry,
        "portal-enter.token": token_in(portal_address(assignment.contractor)),
        "portal.milestone": row.key,
        "portal.message": question.key,
        "portal.proposal": proposal.key,
        "portal.attachment": made.attachments.all()[0].key,
        "portal.task": task.key,
        "portal-restore-task.task": gone.key,
        "portal.entry": entry,
        "portal.absence": away.key,
        "portal-restore-absence.absence": back.key,
        "portal.statement": assignment.engagement.statements.order_by("number")[0].key,
        "portal.line": own_line(assignment).key,
    }


def _candidates(people: People) -> Mapping[str, str]:
    """A candidate who is weighed for a brief, one who was taken out, and a file that is looked at."""
    candidacy = made_candidacy(people.olivia)
    removed = made_candidate(people.olivia, name="Kai", email="kai@example.org")
    remove_candidate(people.olivia, removed)
    batch = bring(people.olivia, b"Name\nLea\n=1\n", "people.csv", load())
    return {
        "candidate": candidacy.candidate.key,
        "restore-candidate.candidate": removed.key,
        "batch": batch.key,
    }


def _notices(people: People) -> Mapping[str, str]:
    """A notice of Marco, who alone can read it; links of Olivia."""
    reader = make_link(people.olivia.user)
    stops = stop_address(reader, "digest")
    (notice,) = notice_told(people)
    return {
        "notice": notice.key,
        "what": "digest",
        "stop-mail.token": token_in(stops),
        "calendar-feed.token": calendar_token(reader),
    }


def _reviewed(people: People, engagement: Engagement) -> Mapping[str, str]:
    """A lesson, a month on a page, and a step that was decided."""
    lesson = Learned.objects.create(
        business=people.bakery,
        month=date(2026, 10, 1),
        name="rho0",
        prior=0.1,
        posterior=0.09,
        low=0.05,
        high=0.15,
        seen=3,
    )
    content = content_of(portfolio_of(people.bakery), date(2026, 10, 1))
    MonthlyReview.objects.create(business=people.bakery, month=date(2026, 10, 1), content=content)
    step = Step.objects.create(engagement=engagement, kind="renew", figures={"year": {}})
    review = ("review-scorecard", "review-next", "take-way", "review-looking-back")
    return {
        "own_figure": str(lesson.pk),
        "month": "2026-10",
        "way": "renew",
        "undo-way.key": step.key,
        **{f"{name}.engagement": engagement.key for name in review},
    }


def _made_plan(people: People, report: PlanReport) -> Plan:
    """A plan that is made; its page is one line, because drawing takes seconds."""
    plan = ask_for_plan(people.olivia, reference=load())
    encoded = msgspec.json.encode(report)
    plan.report, plan.report_hash = zlib.compress(encoded), sha256(encoded).hexdigest()
    pages = {"en": PAGE.format(report.processes[1].id)}
    plan.page, plan.page_of = zlib.compress(msgspec.json.encode(pages)), LAYOUT
    plan.save()
    return plan


def _removed_training(visit: Visit) -> int:
    train(visit, "olivia")
    training = Training.objects.get(manager="olivia")
    remove_training(visit, training)
    return training.pk


def _kept_filter(visit: Visit) -> int:
    kept = keep_filter(visit, page="briefs", name="Drafts", query="state=draft")
    assert kept is not None
    return kept.pk
