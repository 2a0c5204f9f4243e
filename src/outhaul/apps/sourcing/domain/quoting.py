"""Asked rates become quotes: what a candidate asks corrects the market estimate and the fair band."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.entries import add_entry, remove_entry
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.moving import name_of
from outhaul.apps.sourcing.domain.reading import asked_rate, process_of
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business, Process, Quote
from outhaul.engine.pay import Band, fair_band, home_rate
from outhaul.engine.wages.market import MarketRate, market_rate
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What the market is thought to ask, and the fair band that follows; None where the work is gone."""

    market: MarketRate
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How one quote moves the estimate, in the currency of the business."""

    quote: Quote
    before: Estimate
    after: Estimate


def quote_entry(candidacy: Candidacy) -> Entry | None:
    """Return the quote that the asked rate became, if it stands."""
    if not candidacy.quote:
        return None
    return Entry.objects.filter(
        business=candidacy.brief.business_id, table="quotes", key=candidacy.quote, removed_at=None
    ).first()


def quote_of(candidacy: Candidacy, currency: str, reference: Reference) -> Quote:
    """Return the asked rate as a quote in `currency`, by the reference rates.

    The full rate: that a first ask is talked down a little is reckoned with by the estimate (§PAY-4).

    Raises:
        InputError: rate, country or occupation is not told.
    """
    occupation = content_of(candidacy.brief).occupation or candidacy.candidate.occupation
    country = candidacy.candidate.country
    rate = asked_rate(candidacy, currency, reference)
    faults = []
    if not rate:
        faults.append(Fault("rate", _("No rate is told"), _("Ask what they want for an hour.")))
    if not country:
        faults.append(Fault("country", _("No country is told"), _("Ask where they work.")))
    if not occupation:
        faults.append(Fault("occupation", _("No occupation is told"), _("Say in the brief what work it is.")))
    if faults or not rate:
        raise InputError(faults)
    return Quote(occupation=occupation, country=country, rate_per_hour=round(rate, 2))


@transaction.atomic
def quote_asked_rate(visit: Visit, candidacy: Candidacy, *, reference: Reference) -> Entry:
    """Add the asked rate to the quotes of the business, once; records `added` and `quoted`.

    It is kept in the business's currency. Plans made before are stale from then on.

    Raises:
        InputError: rate, country or occupation is not told.
    """
    row = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    candidacy.quote = row.quote
    standing = quote_entry(candidacy)
    if standing is not None:
        return standing
    quote = quote_of(candidacy, _business(visit, reference).home.currency, reference)
    told = {
        "occupation": quote.occupation,
        "country": quote.country,
        "rate_per_hour": quote.rate_per_hour,
    }
    entry = add_entry(visit, "quotes", told, reference=reference)
    _keep(visit, candidacy, entry.key, "quoted")
    return entry


@transaction.atomic
def take_quote_back(visit: Visit, candidacy: Candidacy) -> None:
    """Take the quote that the asked rate became out again; records `removed` and `took back`."""
    entry = quote_entry(candidacy)
    if entry is None:
        return
    remove_entry(visit, entry)
    _keep(visit, candidacy, "", "took back")


def _keep(visit: Visit, candidacy: Candidacy, key: str, verb: str) -> None:
    candidacy.quote = key
    candidacy.save(update_fields=["quote"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="asked rate",
        name=name_of(candidacy),
    )


def effect_of(visit: Visit, candidacy: Candidacy, *, reference: Reference) -> Effect:
    """Return how the asked rate moves, or moved, the market estimate and the fair band there.

    Raises:
        InputError: rate, country or occupation is not told, or nothing is known of pay in the country.
    """
    business = _business(visit, reference)
    quote = quote_of(candidacy, business.home.currency, reference)
    others = list(business.quotes)
    if quote_entry(candidacy) is not None and quote in others:
        others.remove(quote)
    process = process_of(candidacy.brief, business)
    return Effect(
        quote=quote,
        before=_estimate(business, process, quote, others, reference),
        after=_estimate(business, process, quote, [*others, quote], reference),
    )


def _business(visit: Visit, reference: Reference) -> Business:
    return business_of(document_of(visit.business), reference)


def _estimate(
    business: Business, process: Process | None, of: Quote, quotes: list[Quote], reference: Reference
) -> Estimate:
    assumptions = Assumptions(**business.assumptions)
    market = market_rate(
        reference,
        of.occupation,
        of.country,
        assumptions=assumptions,
        quotes=quotes,
        currency=business.home.currency,
    )
    if process is None:
        return Estimate(market=market, band=None)
    rate, sd = home_rate(reference, business.home, process, assumptions)
    return Estimate(market=market, band=fair_band(market, rate, sd, business.policy, assumptions))
