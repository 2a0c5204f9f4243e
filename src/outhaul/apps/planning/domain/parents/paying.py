"""The parents of what a contractor is paid: rate, middle of the market, fair band."""
# ruff: noqa: RUF001 -- formulas are written in the signs of docs/rules

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.parents.figure import Basis, Figure, NoSuchFigure, Parent
from outhaul.apps.planning.domain.parents.places import place_of, told_of
from outhaul.engine.report import ProcessReport, RateReport
from outhaul.engine.wages.market import SourceFigure, listed
from outhaul.wording.numbers import from_to, share
from outhaul.wording.places import in_country


def _rate_of(row: ProcessReport) -> RateReport:
    if row.rate is None:
        raise NoSuchFigure(row.id)
    return row.rate


def rate(basis: Basis, row: ProcessReport) -> Figure:
    """The rate that is proposed."""
    found, numbers = _rate_of(row), basis.numbers
    return Figure(
        name="rate",
        process=row.id,
        title=_("%(work)s: rate an hour") % {"work": row.name},
        value=numbers.rate(found.hourly),
        amount=found.hourly,
        words=_(
            "A rate from the fair band. The plan looks at several between the lower end and your highest "
            "premium, since paying more keeps people longer and fails less, and takes the one that makes "
            "the whole plan best."
        ),
        formula="r ∈ [ m (1 + a_min), min( m (1 + a_max), h (1 − b) ) ]",
        rules=("PAY-8", "PAY-9", "PLAN-9"),
        parents=(
            _median(basis, row),
            _band(basis, row),
            Parent(
                what=_("Above the middle of the market"),
                value=share(found.hourly / found.market_median - 1),
                amount=found.hourly / found.market_median - 1,
            ),
            Parent(
                what=_("Contractors there who ask less"),
                value=share(found.percentile),
                amount=found.percentile,
            ),
            _policy(basis, "premium_min", _("Least premium that you pay")),
            _policy(basis, "premium_max", _("Highest premium that you pay")),
        ),
        assumptions=basis.stated(("rate_spread", "lambda0", "eps", "effort", "failure_loss")),
    )


def _median(basis: Basis, row: ProcessReport) -> Parent:
    median = _rate_of(row).market_median
    return Parent(
        what=_("Middle of the market in %(country)s") % {"country": in_country(row.country or "")},
        value=basis.numbers.rate(median),
        amount=median,
        opens=("market-median", row.id),
    )


def _band(basis: Basis, row: ProcessReport) -> Parent:
    low, high = _rate_of(row).band
    value = from_to(basis.numbers.rate(low), basis.numbers.rate(high))
    return Parent(what=_("Fair band"), value=value, amount=low, opens=("band", row.id))


def _policy(basis: Basis, field: str, what: str) -> Parent:
    amount = float(getattr(basis.business.policy, field))
    return Parent(what=what, value=share(amount), amount=amount, told=("policy", "policy", field))


def market_median(basis: Basis, row: ProcessReport) -> Figure:
    """What the middle contractor there asks."""
    found = _rate_of(row)
    market = place_of(basis, row)[0].market
    if market is None:
        raise NoSuchFigure(row.id)
    numbers = basis.numbers
    low, high = (numbers.money(value) for value in market.median_interval_80)
    quotes = [
        Parent(
            what=_("Your quote: %(work)s in %(country)s")
            % {"work": _title(basis, quote.occupation), "country": in_country(quote.country)},
            value=numbers.rate(quote.rate_per_hour),
            amount=quote.rate_per_hour,
            told=("quotes", f"quotes-{number}", "rate_per_hour"),
        )
        for number, quote in enumerate(basis.business.quotes, 1)
        if quote.country == row.country or quote.occupation == market.occupation
    ]
    return Figure(
        name="market-median",
        process=row.id,
        title=_("%(work)s: middle of the market") % {"work": row.name},
        value=numbers.rate(found.market_median),
        amount=found.market_median,
        words=_(
            "Local pay for this work, moved towards pay in the United States as far as foreign clients "
            "pay more, corrected by the quotes that you have seen, and brought from a year of an employee "
            "to an hour of a contractor, who pays own leave, insurance and unpaid hours."
        ),
        formula="m = M / (52 × week) × contractor_factor,  ln M = ln L + κ (ln U − ln L)",
        rules=("PAY-1", "PAY-2", "PAY-3", "PAY-4"),
        parents=(
            Parent(
                what=_("Occupation"),
                value=_title(basis, market.occupation),
                told=("processes", row.id, "occupation"),
            ),
            Parent(
                what=_("A full-time year there"),
                value=numbers.money(market.annual_p50),
                amount=market.annual_p50,
                note=_("surely between %(low)s and %(high)s (80 %%)") % {"low": low, "high": high},
            ),
            *quotes,
        ),
        cited=(*market.sources, *exchange_of(basis)),
        grade=found.grade,
        assumptions=basis.stated(
            ("kappa_mean", "contractor_factor", "pay_residual", "level_transfer", "quote_sd", "negotiation")
        ),
    )


def exchange_of(basis: Basis) -> tuple[SourceFigure, ...]:
    """Return the exchange rate by which pay in US dollars becomes pay in the money of the business."""
    currency = basis.business.home.currency
    if currency == "USD":
        return ()
    figure = basis.reference.currencies[currency].per_usd
    return (listed(basis.reference, f"{currency} for 1 USD", figure),)


def _title(basis: Basis, occupation: str) -> str:
    return basis.reference.occupations[occupation].title


def band(basis: Basis, row: ProcessReport) -> Figure:
    """From where to where a rate is fair."""
    found, numbers = _rate_of(row), basis.numbers
    home = place_of(basis, row)[1]
    low, high = found.band
    return Figure(
        name="band",
        process=row.id,
        title=_("%(work)s: the fair band") % {"work": row.name},
        value=from_to(numbers.rate(low), numbers.rate(high)),
        amount=low,
        words=_(
            "From slightly above the market there, never below the minimum wage, to clearly below what "
            "the hour costs at home."
        ),
        formula="L = max( m (1 + a_min), minimum wage ),  U = h (1 − b)",
        rules=("PAY-5", "PAY-6", "PAY-7"),
        parents=(
            _median(basis, row),
            _policy(basis, "premium_min", _("Least premium that you pay")),
            Parent(
                what=_("An hour of it at home"),
                value=numbers.rate(home.rate),
                amount=home.rate,
                note="" if told_of(basis, row).home_cost_per_hour else _("from wages at home"),
                told=("processes", row.id, "home_cost_per_hour"),
            ),
            _policy(basis, "home_discount_min", _("Least distance to the cost at home")),
            Parent(what=_("Fair from"), value=numbers.rate(low), amount=low),
            Parent(what=_("Fair to"), value=numbers.rate(high), amount=high),
        ),
        cited=(*home.sources, *exchange_of(basis)),
        grade=found.grade,
        assumptions=basis.stated(("home_sd", "band_probability")),
    )
