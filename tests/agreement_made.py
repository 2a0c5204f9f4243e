"""An accepted offer to Ana and the engagement that it leads to, made row by row or by their verbs."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState, OfferState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Offer
from outhaul.apps.work.domain.classifying import Given, answer_check, told_by_terms
from outhaul.apps.work.domain.engagements import begin_engagement, name_managers
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.domain.training import add_training
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Signature, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine import brief as engine_brief
from outhaul.engine.classification.questions import asked, yardsticks
from outhaul.engine.terms import Terms
from outhaul.reference.tables import load
from tests.kept_rows import kept

BOOKS = engine_brief.Brief(
    title="Bookkeeping",
    purpose="Keep the books of the bakery, month by month.",
    deliverables=(
        engine_brief.Deliverable(
            name="Books of the month",
            criteria=(
                "Every bank line of the month is assigned to an account.",
                "The balance equals the bank statement.",
            ),
            every="month",
        ),
    ),
    checkpoints=(engine_brief.Checkpoint(name="A look at open items", deliverable="Books of the month"),),
    occupation="43-3031.00",
    data=2,
    hours_per_month=40,
    months=6,
)
START = date(2027, 1, 4)
END = date(2027, 7, 3)


def terms(**other: Any) -> Terms:  # noqa: ANN401 -- any field of the terms
    told: dict[str, Any] = {
        "form": "fixed",
        "currency": "USD",
        "rate": 10.4,
        "hours_per_month": 40,
        "starts_on": START,
        "ends_on": END,
    }
    return Terms(**told | other)


def accepted_offer(
    visit: Visit,
    *,
    process: str = "books",
    brief: engine_brief.Brief = BOOKS,
    agreed: Terms | None = None,
    person: Mapping[str, Any] | None = None,
) -> Offer:
    """An offer that Ana accepted."""
    agreed = agreed or terms()
    row = Brief.objects.create(
        business=visit.business,
        process=process,
        title=brief.title,
        content=msgspec.to_builtins(brief),
        state=BriefState.FILLED,
    )
    told = {
        "name": "Ana",
        "email": "ana@example.org",
        "country": "PH",
        "time_zone": "Asia/Manila",
        "keep_until": timezone.localdate() + timedelta(days=300),
    }
    candidate = Candidate.objects.create(business=visit.business, **told | dict(person or {}))
    candidacy = Candidacy.objects.create(brief=row, candidate=candidate, state=CandidacyState.HIRED)
    return Offer.objects.create(
        candidacy=candidacy,
        terms=msgspec.to_builtins(agreed),
        rate=agreed.rate,
        currency=agreed.currency,
        state=OfferState.ACCEPTED,
        answered_at=timezone.now(),
    )


@kept
def begun(visit: Visit, **how: Any) -> Engagement:  # noqa: ANN401 -- as `accepted_offer`
    """An engagement in draft, with its statement of work."""
    return begin_engagement(visit, accepted_offer(visit, **how))


def harmless(engagement: Engagement) -> dict[str, Given]:
    """Answers that speak of independence throughout."""
    statement = statement_of_work(engagement)
    assert statement is not None
    said = statement_of(statement.content)
    told = told_by_terms(said)
    questions = asked(yardsticks(said.client.country, said.contractor.country))
    return {
        question.id: Given(not question.employs, told[question.id].evidence if question.id in told else "")
        for question in questions
    }


def train(visit: Visit, manager: str = "marco", *, until: date | None = None) -> None:
    """Marco passed a course elsewhere."""
    add_training(
        visit,
        manager,
        course="Steering by deliverables",
        evidence="Certificate 4711",
        passed_on=timezone.localdate() - timedelta(days=1),
        expires_on=until or timezone.localdate() + timedelta(days=700),
        reference=load(),
    )


@kept
def ready(visit: Visit, engagement: Engagement, manager: str = "marco", deputy: str = "olivia") -> Engagement:
    """Give an engagement all that the guards ask: manager, deputy, training, a harmless check."""
    found = name_managers(visit, engagement, manager=manager, deputy=deputy)
    train(visit, manager)
    answer_check(visit, found, harmless(found))
    return found


def sent(engagement: Engagement) -> Statement:
    """The statement of work as it is once it was sent: rows, for the verb is the signing part's."""
    statement = statement_of_work(engagement)
    assert statement is not None
    statement.state, statement.content_hash, statement.sent_at = StatementState.OUT, "5eed", timezone.now()
    statement.save(update_fields=["state", "content_hash", "sent_at"])
    Engagement.objects.filter(pk=engagement.pk).update(state=EngagementState.SIGNING)
    return statement


def signed(statement: Statement, *sides: str, document_hash: str = "") -> None:
    """Both sides (or `sides`) sign what was sent, or what has another hash."""
    for side in sides or ("client", "contractor"):
        told = {
            "name": side,
            "email": f"{side}@example.org",
            "signed_at": timezone.now(),
            "document_hash": document_hash or statement.content_hash,
        }
        row, _is_new = Signature.objects.get_or_create(statement=statement, side=side, defaults=told)
        if row.signed_at is None:
            Signature.objects.filter(pk=row.pk).update(**told)
    if statement.signatures.filter(signed_at__isnull=False).count() == len(("client", "contractor")):
        Statement.objects.filter(pk=statement.pk).update(
            state=StatementState.SIGNED, signed_at=timezone.now()
        )
