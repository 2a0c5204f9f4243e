"""Where an offer begins: at what was asked, planned or offered before, brought into the fair band."""

from dataclasses import replace
from datetime import date
from math import ceil, floor

from outhaul.apps.sourcing.domain.fairness import Basis, terms_of
from outhaul.apps.sourcing.domain.reading import asks_of
from outhaul.apps.sourcing.models import Candidacy, Offer
from outhaul.engine.offering.ground import priced_in
from outhaul.engine.offering.judging import suggested_form, suggested_raises
from outhaul.engine.offering.worth import slightly_above
from outhaul.engine.pay import Band
from outhaul.engine.terms import Terms
from outhaul.engine.wages.premium import months_later
from outhaul.reference.tables import Reference

LEAST_HOURS, MOST_HOURS = 1.0, 744.0


def asked_of(candidacy: Candidacy, reference: Reference) -> tuple[float, str] | None:
    """Return what the candidate asks for this work; None where nothing is known, or not its currency."""
    rate, currency = asks_of(candidacy)
    return (float(rate), currency) if rate is not None and currency in reference.currencies else None


def first_currencies(basis: Basis, candidacy: Candidacy) -> tuple[str, ...]:
    """Return the currencies that an offer is likeliest in: asked, the business's, the candidate's own."""
    asked = asked_of(candidacy, basis.ground.outlook.reference)
    return (*([asked[1]] if asked else []), basis.ground.currency, basis.ground.local_currency)


def first_terms(basis: Basis, candidacy: Candidacy, last: Offer | None, today: date) -> Terms:
    """Return the terms from which to begin; those of an offer that came to nothing, moved to new days."""
    reference = basis.ground.outlook.reference
    content = candidacy.brief.content
    starts_on = max(months_later(today, 1), candidacy.candidate.available_from or today)
    months = content.get("months")
    hours = float(content.get("hours_per_month") or basis.ground.process.hours_per_month)
    asked = asked_of(candidacy, reference)
    currency = first_currencies(basis, candidacy)[0]
    terms = Terms(
        form=suggested_form(basis.ground.process)[0],
        currency=currency,
        rate=first_rate(basis, currency, asked),
        hours_per_month=min(max(round(hours, 1), LEAST_HOURS), MOST_HOURS),
        starts_on=starts_on,
        ends_on=_end(starts_on, int(months)) if months else None,
    )
    if last is not None:
        before = terms_of(last)
        begins = max(before.starts_on, starts_on)
        is_ahead = before.ends_on is None or before.ends_on > begins
        terms = replace(
            before, starts_on=begins, ends_on=before.ends_on if is_ahead else terms.ends_on, raises=()
        )
    return replace(terms, raises=suggested_raises(basis.ground, terms))


def first_rate(basis: Basis, currency: str, asked: tuple[float, str] | None) -> float:
    """Return what is asked, else slightly above the market, brought into the fair band, in whole cents."""
    market, band = priced_in(basis.ground, currency)
    usual = sum(slightly_above(market)) / 2
    wanted = usual if asked is None else basis.ground.exchanged(*asked, currency)
    return _within(band, wanted)


def _within(band: Band, wanted: float) -> float:
    if wanted <= band.low:
        return ceil(band.low * 100 - 1e-6) / 100
    if wanted >= band.high:
        return floor(band.high * 100 + 1e-6) / 100
    return round(wanted, 2)


def _end(starts_on: date, months: int) -> date:
    """Return the last day of a term of so many months."""
    after = months_later(starts_on.replace(day=1), months)
    return date.fromordinal(after.toordinal() - 1)
