"""A statement laid out in numbered parts: the page to sign, the text and the paper all show these."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.documents.statement.changes import Change, changes_between
from outhaul.documents.statement.content import ClauseText, Milestone, Party, Statement
from outhaul.documents.statement.figures import country, day, money, number, total
from outhaul.engine.terms import Terms

Facts = tuple[tuple[str, str], ...]
"""Label and what is agreed, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A thing within a part that has a number of its own: a party, a milestone."""

    number: str = ""
    title: str
    text: str = ""
    points: tuple[str, ...] = ()
    """Told one below the other, each to be answered by yes or no."""
    points_title: str = ""
    facts: Facts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numbered part of the document."""

    number: str = ""
    title: str
    texts: tuple[str, ...] = ()
    facts: Facts = ()
    items: tuple[Item, ...] = ()
    note: str = ""
    """What it is for, in one plain sentence; not itself agreed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The whole document."""

    kind: str
    title: str
    summary: str
    language: str
    """Code of the language in which all of it is."""
    parts: tuple[Part, ...]


def kind_of(content: Statement) -> str:
    """Return what the document is called."""
    if content.number == 1:
        return _("Statement of work")
    return _("Change order %(number)s") % {"number": content.number - 1}


def laid_out(content: Statement, before: Statement | None = None) -> Laid:
    """Return `content` in parts, in its own language; a change order tells what changes `before`."""
    with translation.override(content.language):
        return _laid_out(content, before)


def _laid_out(content: Statement, before: Statement | None) -> Laid:
    drafts = [
        *_change_parts(content, before),
        _parties(content),
        _work(content),
        _milestones(content),
        *_checkpoints(content),
        _acceptance(content),
        _pay(content),
        _managers(content),
        *(_clause(clause) for clause in content.clauses),
        *_law(content),
    ]
    parts = tuple(_numbered(part, str(place)) for place, part in enumerate(drafts, 1))
    return Laid(
        kind=kind_of(content),
        title=content.title,
        summary=_summary(content),
        language=content.language,
        parts=parts,
    )


def _numbered(part: Part, place: str) -> Part:
    items = tuple(replace(item, number=f"{place}.{count}") for count, item in enumerate(part.items, 1))
    return replace(part, number=place, items=items)


def _summary(content: Statement) -> str:
    fees = money(total(item.fee for item in content.milestones), content.terms.currency)
    count = len(content.milestones)
    told = {
        "contractor": content.contractor.name,
        "client": content.client.name,
        "count": count,
        "fees": fees,
        "start": day(content.terms.starts_on),
    }
    return (
        ngettext(
            "%(contractor)s delivers %(count)s milestone to %(client)s for %(fees)s, from %(start)s.",
            "%(contractor)s delivers %(count)s milestones to %(client)s for %(fees)s, from %(start)s.",
            count,
        )
        % told
    )


def _change_parts(content: Statement, before: Statement | None) -> Iterator[Part]:
    if content.number == 1:
        return
    changes = changes_between(before, content) if before else ()
    yield Part(
        title=_("What changes, and why"),
        texts=tuple(filter(None, (content.reason, _told_to_stand(before)))),
        items=tuple(_change_item(change) for change in changes),
    )


def _told_to_stand(before: Statement | None) -> str:
    if before is None:
        return ""
    told = {"kind": kind_of(before)}
    return _("It takes the place of %(kind)s from its last signature on. All else stands as below.") % told


def _change_item(change: Change) -> Item:
    return Item(
        title=change.what,
        facts=((_("Was"), change.was or _("nothing")), (_("Will be"), change.will_be or _("nothing"))),
    )


def _parties(content: Statement) -> Part:
    return Part(
        title=_("Who agrees"),
        items=(_party(_("Client"), content.client), _party(_("Contractor"), content.contractor)),
    )


def _party(called: str, party: Party) -> Item:
    facts = (
        (_("Country"), country(party.country)),
        (_("Address"), party.address),
        (_("E-mail"), party.email),
        (_("Signs"), party.signs),
    )
    return Item(title=f"{called}: {party.name}", facts=tuple(fact for fact in facts if fact[1]))


def _work(content: Statement) -> Part:
    return Part(title=_("The work"), texts=_paragraphs(content.scope))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _milestones(content: Statement) -> Part:
    return Part(
        title=_("Milestones"),
        items=tuple(_milestone(item, content.terms) for item in content.milestones),
    )


def _milestone(item: Milestone, terms: Terms) -> Item:
    most = _("At most") if terms.form == "hours" else _("Fee")
    return Item(
        title=item.name,
        text=item.deliverable,
        points=item.criteria,
        points_title=_("Accepted when"),
        facts=((_("Due"), day(item.due_on)), (most, money(item.fee, terms.currency))),
    )


RHYTHMS = {
    "once": lambda: _("once"),
    "week": lambda: _("every week"),
    "fortnight": lambda: _("every two weeks"),
    "month": lambda: _("every month"),
}


def _checkpoints(content: Statement) -> Iterator[Part]:
    if content.checkpoints:
        facts = tuple(
            (point.name, f"{point.deliverable}: {RHYTHMS[point.every]()}") for point in content.checkpoints
        )
        yield Part(title=_("Checkpoints"), facts=facts)


def _acceptance(content: Statement) -> Part:
    answer = ngettext(
        "The client answers each submission within %(days)s working day."
        " It accepts, or says by criterion what is missing.",
        "The client answers each submission within %(days)s working days."
        " It accepts, or says by criterion what is missing.",
        content.review_days,
    ) % {"days": content.review_days}
    silence = (
        _("If the client stays silent for as long, the submission counts as accepted.")
        if content.silence_accepts
        else _("Silence is not acceptance: after that time the deputy is asked to answer.")
    )
    return Part(title=_("Acceptance"), texts=(answer, silence))


def _pay(content: Statement) -> Part:
    terms = content.terms
    fees = money(total(item.fee for item in content.milestones), terms.currency)
    return Part(title=_("Pay"), texts=(_form(terms),), facts=(*_rates(terms, fees),))


def _form(terms: Terms) -> str:
    if terms.form == "fixed":
        return _("Each accepted milestone is paid at its fixed fee.")
    return _("Hours of accepted milestones are paid at the rate below, up to each milestone's cap.")


def _rates(terms: Terms, fees: str) -> Iterator[tuple[str, str]]:
    yield _("All milestones together"), fees
    yield _("Rate an hour"), money(terms.rate, terms.currency)
    yield _("Hours a month"), number(terms.hours_per_month)
    for step in terms.raises:
        yield _("Rate from %(day)s") % {"day": day(step.on)}, money(step.rate, terms.currency)
    yield _("Starts"), day(terms.starts_on)
    yield _("Ends"), day(terms.ends_on) if terms.ends_on else _("open")
    days = ngettext("%(days)s day after acceptance", "%(days)s days after acceptance", terms.payment_days)
    yield _("Paid within"), days % {"days": terms.payment_days}


def _managers(content: Statement) -> Part:
    told = _(
        "They answer for the client, review by the criteria above"
        " and never direct how, when or where the work is done."
    )
    facts = ((_("Accountable manager"), content.manager), (_("Deputy"), content.deputy))
    return Part(
        title=_("Who answers for the client"),
        texts=(told,),
        facts=tuple(fact for fact in facts if fact[1]),
    )


def _clause(clause: ClauseText) -> Part:
    return Part(title=clause.title, texts=_paragraphs(clause.text), note=clause.why)


def _law(content: Statement) -> Iterator[Part]:
    if content.law:
        yield Part(title=_("Law"), texts=(content.law,))
