"""How a quote moves market and fair band, in words and as a picture."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from outhaul.apps.sourcing.domain.quoting import Effect, Estimate
from outhaul.charts.moved import Stand, draw_moved
from outhaul.web.source.candidates.words import country_name
from outhaul.web.source.matching.shown import money

WIDE, NARROW = 640, 320


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate as a row of the table behind the picture."""

    label: str
    median: str
    span: str
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What the page shows of a quote."""

    sentence: str
    wide: str
    narrow: str
    rows: tuple[Row, ...]


def picture_of(effect: Effect) -> Moved:
    """Return the effect of one quote, drawn and told."""
    currency = effect.before.market.currency
    labels = (_("Without this rate"), _("With this rate"))
    stands = tuple(
        _stand(estimate, label) for estimate, label in zip((effect.before, effect.after), labels, strict=True)
    )
    told = {
        "place": country_name(effect.quote.country),
        "before": money(effect.before.market.hourly, currency),
        "after": money(effect.after.market.hourly, currency),
    }
    sentence = _("%(place)s: the middle of the market moves from %(before)s to %(after)s an hour.") % told

    def drawn(width: int) -> str:
        return draw_moved(
            stands,
            effect.quote.rate_per_hour,
            asked_said=_("asked %(rate)s") % {"rate": money(effect.quote.rate_per_hour, currency)},
            name=f"moved-{width}",
            title=sentence,
            description=_(
                "A row without and one with the rate: a tick for the middle of the market, a line for how "
                "unsure it is, a bar for the fair band. A table with the same follows."
            ),
            width=width,
        )

    return Moved(
        sentence=sentence,
        wide=drawn(WIDE),
        narrow=drawn(NARROW),
        rows=tuple(_row(stand, currency) for stand in stands),
    )


def _stand(estimate: Estimate, label: str) -> Stand:
    market, band = estimate.market, estimate.band
    scale = market.hourly / market.annual_p50
    low, high = (end * scale for end in market.median_interval_80)
    return Stand(
        label=label,
        said=_("middle %(rate)s") % {"rate": money(market.hourly, market.currency)},
        median=market.hourly,
        low=low,
        high=high,
        band=(band.low, band.high) if band and band.open else None,
    )


def _row(stand: Stand, currency: str) -> Row:
    band = stand.band
    return Row(
        stand.label,
        money(stand.median, currency),
        f"{money(stand.low, currency)} \u2013 {money(stand.high, currency)}",
        f"{money(band[0], currency)} \u2013 {money(band[1], currency)}" if band else "\u2013",
    )
