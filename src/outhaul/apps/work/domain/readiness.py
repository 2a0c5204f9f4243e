"""Whether an engagement may be sent to be signed, and later begin: every guard that must pass.

The same guards are asked at both moments. A block holds until it is mended, or the owner overrides it
with a written reason. Nobody overrides what the law blocks, nor the want of a manager, of criteria or
of checkpoints.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.domain.fairness import terms_of
from outhaul.apps.sourcing.domain.guarding import Blocked, still_blocked
from outhaul.apps.work.domain.changing import price_of
from outhaul.apps.work.domain.classifying import verdict_on
from outhaul.apps.work.domain.load import Outlook, outlook_of
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.domain.training import trained_until
from outhaul.apps.work.domain.versions import in_force_before
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine import manage
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.saying import Part, day, joined, say
from outhaul.engine.schedule import planned
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.engine.workload import heaviest
from outhaul.faults import InputError
from outhaul.reference.tables import Reference, load

THING = "engagement"
FIRM = frozenset({"MANAGE-1", "MANAGE-18"})
"""Rules without which there is nothing to agree on: an accountable manager, criteria, checkpoints."""
CLOSE = Decimal("0.01")
"""Share by which fees may differ from the price of the offer."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the guards of one engagement look at."""

    engagement: Engagement
    said: content.Statement
    today: date
    trained: dict[str, date | None]
    outlook: Outlook | None
    """None where what the business told of itself is incomplete."""
    price: Decimal
    """What rate, hours and dates come to."""


def ready_to_sign(visit: Visit, engagement: Engagement) -> None:
    """Return if every guard lets the engagement be sent to be signed.

    Raises:
        Blocked: with the verdicts that still block.
    """
    left = open_blocks(engagement, verdicts(visit, engagement))
    if left:
        raise Blocked(left)


def open_blocks(engagement: Engagement, found: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the blocks among `found` that hold: of law, firm, or not overridden by an owner."""
    known = tuple(found)
    firm = tuple(verdict for verdict in blocks(known) if is_firm(verdict))
    others = (verdict for verdict in known if not is_firm(verdict))
    return (*firm, *still_blocked(engagement.business, others, thing=THING, key=engagement.key))


def is_firm(verdict: Verdict) -> bool:
    """Whether nobody may override the verdict: what the law blocks, and what the agreement is made of."""
    return verdict.legal or verdict.rule in FIRM


def verdicts(visit: Visit, engagement: Engagement, statement: Statement | None = None) -> tuple[Verdict, ...]:
    """Return what every guard says of the engagement now; scope, pay, manage, classification.

    They look at `statement`, such as a change order; without one at the statement of work.
    """
    return verdicts_in(visit.business, engagement, load(), timezone.localdate(), statement)


def verdicts_in(
    business: Business,
    engagement: Engagement,
    reference: Reference,
    today: date,
    statement: Statement | None = None,
) -> tuple[Verdict, ...]:
    """Return what every guard says on `today`."""
    statement = statement or statement_of_work(engagement)
    if statement is None:
        reason, fix = say("There is no statement of work."), say("Begin from the accepted offer.")
        return (_scope(engagement, Answer.BLOCK, "MANAGE-18", reason, fix),)
    trained = trained_until(business, today)
    try:
        outlook = outlook_of(business, reference, trained, besides=engagement)
    except InputError:
        outlook = None
    said = statement_of(statement.content)
    before = in_force_before(statement)
    price = (
        drafting.whole_price(said.terms)
        if before is None
        else price_of(engagement, statement_of(before.content), said)
    )
    moment = Moment(_as_said(engagement, said), said, today, trained, outlook, price)
    return (
        *_on_scope(moment),
        *_on_pay(moment),
        *_on_managers(moment),
        verdict_on(engagement, moment.said, today),
    )


def _as_said(engagement: Engagement, said: content.Statement) -> Engagement:
    """Return the engagement with hours and dates as they would be, never to be saved."""
    found, terms = copy(engagement), said.terms
    found.hours_per_month = Decimal(str(terms.hours_per_month))
    found.starts_on, found.ends_on = terms.starts_on, terms.ends_on
    return found


def _verdict(  # noqa: PLR0913, PLR0917 -- the fields of a verdict
    guard: Guard, engagement: Engagement, answer: Answer, rule: str, reason: str, fix: str = ""
) -> Verdict:
    return Verdict(guard=guard, answer=answer, rule=rule, reason=reason, fix=fix, process=engagement.process)


def _scope(engagement: Engagement, answer: Answer, rule: str, reason: str, fix: str = "") -> Verdict:
    return _verdict(Guard.SCOPE, engagement, answer, rule, reason, fix)


def _on_scope(moment: Moment) -> Iterator[Verdict]:
    """Milestones that can be accepted and checkpoints on them (§MANAGE-18, §MANAGE-9)."""
    row, said = moment.engagement, moment.said
    bare = [item.name for item in said.milestones if not any(map(str.strip, item.criteria))]
    if not said.milestones:
        reason, fix = (
            say("Nothing is to be delivered: there is no milestone."),
            say("Add a milestone with its criteria."),
        )
        yield _scope(row, Answer.BLOCK, "MANAGE-18", reason, fix)
    elif bare:
        reason = say("Nobody could tell when “{name}” is accepted: it has no criteria.", name=bare[0])
        if len(bare) > 1:
            reason = joined((reason, say("{count} more have none, too.", count=len(bare) - 1)), " ")
        yield _scope(row, Answer.BLOCK, "MANAGE-18", reason, say("Write criteria for each milestone."))
    else:
        count = len(said.milestones)
        reason = say("{count} milestones, each with its criteria.", count=count)
        yield _scope(row, Answer.PASS, "MANAGE-18", reason)
    if not said.checkpoints:
        reason, fix = (
            say("Nobody looks at the work while it is in the making."),
            say("Plan a checkpoint on a deliverable."),
        )
        yield _scope(row, Answer.BLOCK, "MANAGE-18", reason, fix)
        return
    known = [item.deliverable for item in said.milestones]
    until = max([*(item.due_on for item in said.milestones), said.terms.starts_on])
    looks = planned(said.checkpoints, said.terms.starts_on, until, known)
    yield manage.guard_checkpoints(row.process, looks, _assumptions(moment))


def _assumptions(moment: Moment) -> Assumptions:
    return moment.outlook.assumptions if moment.outlook else manage.DEFAULTS


def _on_pay(moment: Moment) -> Iterator[Verdict]:
    """The rate is that of the accepted offer, and the fees come to its price (§MANAGE-19).

    What a change order pays an hour is judged against what is in force, not here (§SIGN-3).
    """
    if moment.said.number > 1:
        yield _on_fees(moment)
        return
    row, terms = moment.engagement, moment.said.terms
    if row.offer is None:
        reason, fix = (
            say("There is no accepted offer, so nobody judged the rate."),
            say("Begin from an accepted offer."),
        )
        yield _verdict(Guard.PAY, row, Answer.BLOCK, "MANAGE-19", reason, fix)
        return
    offered = terms_of(row.offer)
    if (terms.rate, terms.currency, terms.raises) != (offered.rate, offered.currency, offered.raises):
        reason = say(
            "The statement says {rate:.2f} {currency} an hour, the offer {offered:.2f} {in_currency}; "
            "rate and raises must be the offer's.",
            rate=terms.rate,
            currency=terms.currency,
            offered=offered.rate,
            in_currency=offered.currency,
        )
        fix = say("Make a new offer, or take its rate.")
        yield _verdict(Guard.PAY, row, Answer.BLOCK, "MANAGE-19", reason, fix)
        return
    yield _on_fees(moment)


def _on_fees(moment: Moment) -> Verdict:
    """All fees together come to what hours and rate make, and what was worked at the rates of then."""
    row, terms, price = moment.engagement, moment.said.terms, moment.price
    fees = sum((item.fee for item in moment.said.milestones), Decimal(0))
    told: dict[str, Part] = {"fees": float(fees), "currency": terms.currency}
    if abs(fees - price) <= CLOSE * price:
        reason = (
            say("The rate is that of the offer, and the fees come to {fees:,.2f} {currency}.", **told)
            if moment.said.number == 1
            else say("The fees come to {fees:,.2f} {currency}.", **told)
        )
        return _verdict(Guard.PAY, row, Answer.PASS, "MANAGE-19", reason)
    told["price"], told["gap"] = float(price), float(abs(price - fees))
    reason = (
        say(
            "The fees come to {fees:,.2f} {currency}; the offer's rate and hours to {price:,.2f} {currency}.",
            **told,
        )
        if moment.said.number == 1
        else say(
            "The fees come to {fees:,.2f} {currency}; the rate and hours to {price:,.2f} {currency}.", **told
        )
    )
    fix = say("Change fees or hours until both come to the same; {gap:,.2f} {currency} lie between.", **told)
    answer = Answer.BLOCK if fees < price else Answer.WARN
    return _verdict(Guard.PAY, row, answer, "MANAGE-19", reason, fix)


def _on_managers(moment: Moment) -> Iterator[Verdict]:
    """An accountable manager with hours and training, and a deputy who is somebody else."""
    row, outlook = moment.engagement, moment.outlook
    if outlook is None:
        reason = say(
            "What the business told of its people and work is incomplete, so nobody's hours are known."
        )
        fix = say("Complete it under Business and People.")
        yield _verdict(Guard.MANAGE, row, Answer.BLOCK, "MANAGE-6", reason, fix)
        return
    manager = outlook.managers.get(row.manager)
    if manager is None:
        yield manage.guard(row.process, None, manage.Duties(hours=0, peak_hours=0, engagements=0))
    else:
        yield load_verdict(outlook, row, row.manager, moment.trained, moment.today)
        yield _on_training(moment, manager.name)
    yield _on_deputy(moment)
    if outlook.unassigned:
        count = len(outlook.unassigned)
        reason = say(
            "Nobody is named for {count} kept processes, so their hours are not counted.", count=count
        )
        fix = say("Choose a plan: it names one for each.")
        yield _verdict(Guard.MANAGE, row, Answer.WARN, "MANAGE-17", reason, fix)


def load_verdict(
    outlook: Outlook, row: Engagement, manager: str, trained: dict[str, date | None], today: date
) -> Verdict:
    """Answer whether `manager` has hours and span for `row` beside all else (§MANAGE-6, §MANAGE-7)."""
    duties = outlook.with_engagement(row, manager, is_trained=manager in trained)
    judged = replace(outlook.managers[manager], trained=True)  # training has a verdict of its own
    return manage.guard(row.process, judged, heaviest(duties, today), outlook.assumptions)


def _on_training(moment: Moment, name: str) -> Verdict:
    """A training that counts on the first day of the work, or today where that has passed (§MANAGE-16)."""
    row = moment.engagement
    key, begins = row.manager, max(moment.today, row.starts_on)
    fix = say("Pass the course here, or add what shows a course elsewhere.")
    if key not in moment.trained:
        reason = say("No training of {name} counts today.", name=name)
        return _verdict(Guard.MANAGE, row, Answer.BLOCK, "MANAGE-16", reason, fix)
    until = moment.trained[key]
    if until is not None and until < begins:
        reason = say(
            "The training of {name} ends on {day}, before the work begins.", name=name, day=day(until)
        )
        return _verdict(Guard.MANAGE, row, Answer.BLOCK, "MANAGE-16", reason, fix)
    reason = (
        say("{name} is trained until {day}.", name=name, day=day(until))
        if until
        else say("{name} is trained.", name=name)
    )
    return _verdict(Guard.MANAGE, row, Answer.PASS, "MANAGE-16", reason)


def _on_deputy(moment: Moment) -> Verdict:
    """Somebody else who steps in (§MANAGE-15)."""
    row, outlook = moment.engagement, moment.outlook
    deputy = outlook.managers.get(row.deputy) if outlook else None
    fix = say("Name a second one of your people as deputy.")
    if deputy is None:
        reason = say("Nobody steps in when the manager is away.")
        return _verdict(Guard.MANAGE, row, Answer.BLOCK, "MANAGE-15", reason, fix)
    if row.deputy == row.manager:
        reason = say("Manager and deputy are the same person.")
        return _verdict(Guard.MANAGE, row, Answer.BLOCK, "MANAGE-15", reason, fix)
    reason = say("{name} steps in.", name=deputy.name)
    return _verdict(Guard.MANAGE, row, Answer.PASS, "MANAGE-15", reason)


def blocks(found: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that block."""
    return [verdict for verdict in found if verdict.answer is Answer.BLOCK]
