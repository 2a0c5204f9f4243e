"""Early warnings of the review: a pulse that fell, a rate below the market (§RUN-12)."""

from collections.abc import Iterator, Sequence
from datetime import date

from outhaul.apps.delivery.domain.warnings import EarlyWarning, warns
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.portfolio import Portfolio
from outhaul.apps.review.domain.pulses import heard
from outhaul.apps.work.models import Engagement
from outhaul.engine.performance.pulse import Trigger
from outhaul.engine.saying import say
from outhaul.engine.warnings import Sign
from outhaul.engine.warnings.signs import below_market
from outhaul.wording.tongue import later


def pulse_fell(found: Trigger, name: str) -> Sign | None:
    """W4: the pulse asks for a talk; how low or how far it fell stays on the owners' own page.

    >>> pulse_fell(Trigger(low=("workload",), fall=0.0), "Ana").code
    'W4'
    """
    if not found.is_on:
        return None
    return Sign(
        code="W4",
        reason=say("The pulse of {name} asks for a talk.", name=name),
        remedy=say("Talk this week: ask what would make the work better, and listen."),
        figures={"low": float(len(found.low)), "fall": round(found.fall, 1)},
    )


@warns
def of_pulses(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:  # noqa: ARG001 -- all are asked alike
    """W4, for who may hear the pulse: nobody else learns that it fell (§PERFORM-7)."""
    if not visit.may(Power.HEAR):
        return
    rows = {row.pk: row for row in engagements}
    for one in heard(visit, rows):
        row = rows.get(one.engagement.pk)
        sign = pulse_fell(one.trigger, one.engagement.contractor.name) if row else None
        if row and sign:
            label = later("Read the pulse")
            yield EarlyWarning(row, sign, "review-pulse", label, by_engagement=False, for_owner=True)


@warns
def of_rates(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:  # noqa: ARG001 -- likewise
    """W5: somebody is paid less than the market's median, as the plan in force knows it."""
    portfolio = Portfolio(home_of(visit.business), tuple(engagements))
    for row in engagements:
        line = portfolio.lines.get(row.process)
        if line is None or line.rate is None or line.country != row.contractor.country:
            continue
        sign = below_market(portfolio.rate_at_home(row), line.rate.market_median)
        if sign:
            yield EarlyWarning(row, sign, "review-next", later("See what a raise costs"), for_owner=True)
