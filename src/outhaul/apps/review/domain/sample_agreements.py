"""What was agreed with the contractors of the sample: engagements, statements, milestones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from hashlib import sha256

from outhaul.apps.review.domain.sample_works import WORKS, Work
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.work.domain.classifying import RECHECK_DAYS, Given, result_of, told_by_terms, yardsticks_of
from outhaul.apps.work.domain.completing import signed_paper
from outhaul.apps.work.domain.engagements import first_draft
from outhaul.apps.work.domain.statements import terms_hash
from outhaul.apps.work.lifecycles import ENGAGEMENT, EngagementState, MilestoneState, StatementState
from outhaul.apps.work.models import Classification, Contractor, Engagement, Milestone, Signature, Statement
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import content_hash, plain_of, statement_of
from outhaul.engine.brief import Brief, Checkpoint
from outhaul.engine.classification.questions import asked
from outhaul.engine.terms import Raise, Terms

CENT = Decimal("0.01")
ADDRESS = "1 Quay Street, Portland"
EVIDENCE = "Invented for the sample."


@dataclass(frozen=True, slots=True)
class Agreed:
    """One engagement with what hangs on it."""

    work: Work
    engagement: Engagement
    terms: Terms
    milestones: tuple[Milestone, ...]


def add_agreements(year: Year, people: Mapping[str, Contractor]) -> list[Agreed]:
    """Add every engagement with its signed statements and milestones, ready to be worked on."""
    return [_agree(year, work, people[work.who.email]) for work in WORKS]


def _agree(year: Year, work: Work, contractor: Contractor) -> Agreed:
    starts = year.calendar.day(work.starts)
    sent = year.calendar.at(year.calendar.day(work.starts - 14))
    engagement = Engagement(
        business=year.business,
        name=work.name,
        process=work.process,
        contractor=contractor,
        manager=work.manager,
        deputy=work.deputy,
        state=EngagementState.DRAFT,
        rate=Decimal(str(work.rate)),
        currency=work.who.currency,
        hours_per_month=Decimal(str(work.hours)),
        starts_on=starts,
        made_by=year.owner,
        made_at=sent,
    )
    year.rows.add(engagement)
    year.trail.note(sent, year.owner, "began", "engagement", work.name)
    terms = _terms(work, starts, work.months)
    said = _said(year, engagement, work, terms, sent)
    first = _sign(year, engagement, said, sent)
    engagement.activated_at = first
    _step(engagement, "send", sent)
    _step(engagement, "activate", first)
    count: dict[str, tuple[object, object]] = {"milestones": (None, len(said.milestones))}
    year.trail.note(first, None, "activated", "engagement", work.name, count)
    if work.renewed:
        terms = _terms(work, starts, work.months + work.renewed)
        said = _renew(year, engagement, work, terms, said)
    engagement.ends_on = terms.ends_on
    engagement.rate = Decimal(str(drafting.rate_on(terms, year.calendar.today)))
    return Agreed(work, engagement, terms, tuple(_milestones(year, engagement, said)))


def _step(engagement: Engagement, verb: str, at: datetime) -> None:
    engagement.state = ENGAGEMENT.after(EngagementState(engagement.state), verb)
    engagement.changed_at = at


def _terms(work: Work, starts: date, months: int) -> Terms:
    raises: tuple[Raise, ...] = ()
    if work.raise_after and work.raise_after < months:
        raises = (Raise(on=drafting.later(starts, work.raise_after), rate=work.raised),)
    return Terms(
        form=work.form,
        currency=work.who.currency,
        rate=work.rate,
        hours_per_month=work.hours,
        starts_on=starts,
        ends_on=drafting.later(starts, months) - timedelta(days=1),
        raises=raises,
        payment_days=14,
    )


def _said(year: Year, engagement: Engagement, work: Work, terms: Terms, at: datetime) -> content.Statement:
    brief = Brief(title=work.name, purpose=f"{work.deliverable}.", data=1)
    said = first_draft(year.visit, engagement, brief, terms)
    look = Checkpoint(name=f"Look at: {work.name}", deliverable=work.deliverable, every="fortnight")
    said = replace(
        said,
        client=replace(said.client, address=ADDRESS),
        milestones=tuple(_items(year, work, terms)),
        checkpoints=(look,),
    )
    _classify(year, engagement, said, at)
    return said


def _items(year: Year, work: Work, terms: Terms) -> list[content.Milestone]:
    months = drafting.periods(terms.starts_on, terms.ends_on)
    if work.every:
        last = months[-1].last
        count = ((last - terms.starts_on).days + 1) // work.every
        days = [terms.starts_on + timedelta(days=work.every * (place + 1)) for place in range(count)]
        fees = _even(drafting.whole_price(terms), count)
    else:
        days = [month.last + timedelta(days=5) for month in months]
        fees = [drafting.price(terms, month) for month in months]
    return [
        content.Milestone(
            key=f"m{place}",
            name=f"{work.name}, part {place}" if work.every else f"{work.name}, month {place}",
            deliverable=work.deliverable,
            criteria=work.criteria,
            due_on=year.calendar.working(day),
            fee=fee,
        )
        for place, (day, fee) in enumerate(zip(days, fees, strict=True), 1)
    ]


def _even(whole: Decimal, count: int) -> list[Decimal]:
    part = (whole / count).quantize(CENT, ROUND_DOWN)
    return [*[part] * (count - 1), whole - part * (count - 1)]


def _classify(year: Year, engagement: Engagement, said: content.Statement, at: datetime) -> None:
    told = told_by_terms(said)
    tests = yardsticks_of(said)
    given = {
        question.id: Given(told[question.id].answer, told[question.id].evidence)
        if question.id in told
        else Given(not question.employs, EVIDENCE)
        for question in asked(tests)
    }
    result = result_of(given, tests)
    year.rows.add(
        Classification(
            engagement=engagement,
            answers={key: {"answer": one.answer, "evidence": one.evidence} for key, one in given.items()},
            result=result.level,
            reasons=list(result.reasons),
            terms_hash=terms_hash(said),
            recheck_on=year.calendar.day_of(at) + timedelta(days=RECHECK_DAYS[result.level]),
            made_by=year.owner,
            made_at=at,
        )
    )
    level: dict[str, tuple[object, object]] = {"result": (None, str(result.level))}
    year.trail.note(at, year.owner, "checked", "engagement", engagement.name, level)


def _sign(year: Year, engagement: Engagement, said: content.Statement, sent: datetime) -> datetime:
    """Let both sides sign within a few days; return when the last of them did."""
    said = statement_of(plain_of(said))  # as it is read again: what is signed is the hash of that
    calendar, contractor = year.calendar, engagement.contractor
    day = calendar.day_of(sent)
    client, other = calendar.soon(sent), calendar.at(calendar.after(day, 2))
    thing = "statement" if said.number == 1 else "change order"
    statement = year.rows.add(
        Statement(
            engagement=engagement,
            number=said.number,
            content=plain_of(said),
            content_hash=content_hash(said),
            state=StatementState.SIGNED,
            made_by=year.owner,
            made_at=sent,
            changed_at=other,
            sent_at=sent,
            good_until=day + timedelta(days=14),
            signed_at=other,
        )
    )
    signs = contractor.signs or contractor.name
    year.trail.note(sent, year.owner, "sent", thing, engagement.name)
    for side, name, email, at, actor in (
        ("client", str(year.owner), year.owner.email, client, year.owner),
        ("contractor", signs, contractor.email, other, year.of(contractor)),
    ):
        year.rows.add(
            Signature(
                statement=statement,
                side=side,
                name=name,
                email=email,
                seen_at=at,
                signed_at=at,
                typed_name=name,
                ip_address="192.0.2.7" if side == "client" else "198.51.100.21",
                agent="A browser of the sample",
                document_hash=statement.content_hash,
            )
        )
        year.trail.note(at, actor, "signed", thing, engagement.name)
    year.trail.note(other, year.of(contractor), "completed", thing, engagement.name)
    return other


def keep_papers(year: Year) -> None:
    """Keep the signed paper of each statement that is kept already, as the application makes it."""
    for statement in year.rows.of(Statement):
        signatures = [row for row in year.rows.of(Signature) if row.statement is statement]
        statement.paper = signed_paper(statement, signatures)
        statement.paper_hash = sha256(statement.paper).hexdigest()
        statement.save(update_fields=["paper", "paper_hash"])


def _renew(
    year: Year, engagement: Engagement, work: Work, terms: Terms, before: content.Statement
) -> content.Statement:
    """Renew it by a change order, some weeks before its first end."""
    assert before.terms.ends_on is not None, "the sample's terms end"  # noqa: S101 -- made above
    sent = year.calendar.at(year.calendar.working(before.terms.ends_on - timedelta(days=35)))
    items = _items(year, work, terms)
    said = replace(
        before,
        number=2,
        reason="Renewed: the shop has not failed once since it is looked after.",
        terms=terms,
        milestones=(*before.milestones, *items[len(before.milestones) :]),
    )
    year.trail.note(sent, year.owner, "began", "change order", engagement.name)
    _classify(year, engagement, said, sent)
    signed = _sign(year, engagement, said, sent)
    year.trail.note(signed, year.of(engagement.contractor), "took over", "change order", engagement.name)
    return said


def _milestones(year: Year, engagement: Engagement, said: content.Statement) -> list[Milestone]:
    return [
        year.rows.add(
            Milestone(
                engagement=engagement,
                key=item.key,
                position=place,
                name=item.name,
                deliverable=item.deliverable,
                criteria=list(item.criteria),
                due_on=item.due_on,
                fee=item.fee,
                state=MilestoneState.READY,
            )
        )
        for place, item in enumerate(said.milestones, 1)
    ]
