"""What one statement says otherwise than the one before: only what differs, in words and side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outhaul.documents.statement.content import Milestone, Statement
from outhaul.documents.statement.figures import day, money, number
from outhaul.engine.terms import Terms


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; empty where there was nothing, or will be nothing."""

    what: str
    was: str
    will_be: str


def changes_between(before: Statement, after: Statement) -> tuple[Change, ...]:
    """Return the differences in the order of the document, in the language that is set."""
    found = [
        Change(_("Title"), before.title, after.title),
        Change(_("The work"), before.scope, after.scope),
        *_milestones(before, after),
        *_terms(before.terms, after.terms),
        *_rest(before, after),
    ]
    return tuple(change for change in found if change.was != change.will_be)


def changes_terms(before: Statement, after: Statement) -> bool:
    """Whether hours, dates, scope or money change: then the guards are asked anew."""
    return (before.scope, before.terms, before.milestones) != (after.scope, after.terms, after.milestones)


def _milestones(before: Statement, after: Statement) -> Iterator[Change]:
    was = {item.key: item for item in before.milestones}
    will_be = {item.key: item for item in after.milestones}
    for key in [*was, *(key for key in will_be if key not in was)]:
        old, new = was.get(key), will_be.get(key)
        if old and new:
            yield from _milestone(old, new, before.terms.currency, after.terms.currency)
        elif old:
            what = _("Milestone %(name)s is dropped") % {"name": old.name}
            yield Change(what, _whole(old, before.terms.currency), "")
        elif new:
            what = _("Milestone %(name)s is added") % {"name": new.name}
            yield Change(what, "", _whole(new, after.terms.currency))


def _milestone(old: Milestone, new: Milestone, was_in: str, will_be_in: str) -> Iterator[Change]:
    told = {"name": old.name}
    yield Change(_("%(name)s: name") % told, old.name, new.name)
    yield Change(_("%(name)s: deliverable") % told, old.deliverable, new.deliverable)
    yield Change(_("%(name)s: criteria") % told, "; ".join(old.criteria), "; ".join(new.criteria))
    yield Change(_("%(name)s: due") % told, day(old.due_on), day(new.due_on))
    yield Change(_("%(name)s: fee") % told, money(old.fee, was_in), money(new.fee, will_be_in))


def _whole(item: Milestone, currency: str) -> str:
    return f"{item.deliverable} ({day(item.due_on)}, {money(item.fee, currency)}): {'; '.join(item.criteria)}"


def _terms(old: Terms, new: Terms) -> Iterator[Change]:
    forms = {"fixed": _("a fixed fee for each milestone"), "hours": _("hours up to a cap")}
    yield Change(_("Form of pay"), forms[old.form], forms[new.form])
    yield Change(_("Rate an hour"), money(old.rate, old.currency), money(new.rate, new.currency))
    yield Change(_("Hours a month"), number(old.hours_per_month), number(new.hours_per_month))
    yield Change(_("Starts"), day(old.starts_on), day(new.starts_on))
    yield Change(_("Ends"), _end(old), _end(new))
    yield Change(_("Raises"), _raises(old), _raises(new))
    yield Change(_("Days to payment"), number(old.payment_days), number(new.payment_days))


def _end(terms: Terms) -> str:
    return day(terms.ends_on) if terms.ends_on else _("open")


def _raises(terms: Terms) -> str:
    return "; ".join(f"{day(step.on)}: {money(step.rate, terms.currency)}" for step in terms.raises)


def _rest(before: Statement, after: Statement) -> Iterator[Change]:
    yes, no = _("yes"), _("no")
    yield Change(
        _("Checkpoints"),
        "; ".join(point.name for point in before.checkpoints),
        "; ".join(point.name for point in after.checkpoints),
    )
    yield Change(_("Accountable manager"), before.manager, after.manager)
    yield Change(_("Deputy"), before.deputy, after.deputy)
    yield Change(_("Working days to answer"), number(before.review_days), number(after.review_days))
    yield Change(
        _("Silence accepts"),
        yes if before.silence_accepts else no,
        yes if after.silence_accepts else no,
    )
    yield from _clauses(before, after)
    yield Change(_("Law"), before.law, after.law)


def _clauses(before: Statement, after: Statement) -> Iterator[Change]:
    was = {clause.key: clause.text for clause in before.clauses}
    will_be = {clause.key: clause.text for clause in after.clauses}
    titles = {clause.key: clause.title for clause in (*before.clauses, *after.clauses)}
    for key, title in titles.items():
        yield Change(title, was.get(key, ""), will_be.get(key, ""))
