"""An offer as the candidate sees it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.sourcing.domain.fairness import terms_of
from outhaul.apps.sourcing.models import Offer
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.offering.ground import exchanged
from outhaul.engine.offering.worth import Net, net_of
from outhaul.engine.terms import Terms
from outhaul.reference.tables import Reference
from outhaul.web.agree.texts import day_text
from outhaul.web.amounts import hours_text, rate_text, share_text
from outhaul.web.source.offers.meaning import net_local_words, net_words
from outhaul.wording.numbers import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the page shows of an offer; `rows` are its terms, each with its label."""

    headline: str
    purpose: str
    deliverables: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, str], ...]
    raises: tuple[tuple[str, str], ...]
    net: str
    net_local: str
    net_note: str
    good_until: str


def seen_of(offer: Offer, reference: Reference) -> Seen:
    """Return what the candidate sees of an offer."""
    terms, content = terms_of(offer), offer.candidacy.brief.content
    numbers = Numbers("US", terms.currency)
    local = _local_currency(offer, terms, reference)
    reached = net_of(
        terms,
        local,
        Assumptions().payment_fee,
        exchanged(reference, 1.0, terms.currency, local),
        reference.currencies[local].per_usd.year,
    )
    return Seen(
        headline=_("%(business)s offers you %(rate)s an hour for %(title)s.")
        % {
            "business": offer.candidacy.brief.business.name,
            "rate": rate_text(terms.rate, numbers),
            "title": offer.candidacy.brief.title,
        },
        purpose=str(content.get("purpose") or ""),
        deliverables=tuple(_deliverables(content)),
        rows=tuple(_rows(terms, numbers)),
        raises=tuple((day_text(planned.on), rate_text(planned.rate, numbers)) for planned in terms.raises),
        net=net_words(reached),
        net_local=net_local_words(reached),
        net_note=_net_note(reached),
        good_until=day_text(offer.good_until),
    )


def _local_currency(offer: Offer, terms: Terms, reference: Reference) -> str:
    country = reference.countries.get(offer.candidacy.candidate.country)
    known = country is not None and country.currency in reference.currencies
    return country.currency if country is not None and known else terms.currency


def _deliverables(content: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in content.get("deliverables") or ():
        yield str(row.get("name", "")), tuple(map(str, row.get("criteria") or ()))


def _rows(terms: Terms, numbers: Numbers) -> Iterator[tuple[str, str]]:
    month = numbers.money(terms.rate * terms.hours_per_month)
    hours = hours_text(terms.hours_per_month)
    yield _("Rate"), _("%(rate)s an hour") % {"rate": rate_text(terms.rate, numbers)}
    if terms.form == "fixed":
        yield (
            _("Form of pay"),
            _("A fixed price for each milestone, reckoned from this rate and paid once it is accepted"),
        )
        volume = _("About %(hours)s hours a month, so about %(month)s a month")
    else:
        yield (
            _("Form of pay"),
            _("By the hour up to a cap; something is delivered and accepted every fortnight"),
        )
        volume = _("Up to %(hours)s hours a month, so up to %(month)s a month")
    yield _("Volume"), volume % {"hours": hours, "month": month}
    yield _("From"), day_text(terms.starts_on)
    yield _("Until"), day_text(terms.ends_on) or _("no set end")
    yield _("When it is paid"), _paid(terms.payment_days)


def _paid(days: int) -> str:
    if days == 0:
        return _("On the day on which the work is accepted")
    return ngettext(
        "%(days)s day after the work is accepted", "%(days)s days after the work is accepted", days
    ) % {"days": days}


def _net_note(reached: Net) -> str:
    """Tell what was taken off, and what was not."""
    taken = []
    if reached.fee_share:
        taken.append(_("%(share)s fees") % {"share": share_text(reached.fee_share)})
    if reached.exchange_share:
        taken.append(_("about %(share)s for exchange") % {"share": share_text(reached.exchange_share)})
    if not taken:
        return _("Nothing is taken off. Your own taxes and insurance come from it.")
    return _("After %(taken)s. Your own taxes and insurance come from it.") % {
        "taken": _(" and ").join(taken)
    }
