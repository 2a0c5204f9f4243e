"""What an offer means, as a page shows it: verdicts, picture, what reaches them, staying, the full cost."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from outhaul.apps.sourcing.domain.fairness import Basis, Weighed, weigh
from outhaul.apps.sourcing.domain.peers import Paid
from outhaul.charts.offer import OfferedRate, OfferWords, offer_on_market
from outhaul.charts.picture import NARROW, Box, draw_inline
from outhaul.documents.pages import Drawn
from outhaul.engine.offering.full_cost import FullCost
from outhaul.engine.offering.ground import priced_in
from outhaul.engine.offering.worth import Net, Staying, net, slightly_above, staying
from outhaul.engine.pay import percentile
from outhaul.engine.report import ProcessReport
from outhaul.engine.terms import Terms
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.web.amounts import hours_text, rate_text, share_text
from outhaul.wording.numbers import Numbers

ON_PAGE = Box(576)
"""Room for the picture beside the form."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison of costs: this offer, the plan, the same work at home."""

    label: str
    offer: str
    plan: str
    home: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """All that is shown of what an offer means."""

    guard: Guard
    """The guard that answers worst."""
    answer: Answer
    headline: str
    verdicts: tuple[Verdict, ...]
    drawn: Drawn
    net: str
    net_local: str
    staying: str
    cost: str
    lines: tuple[Line, ...]
    needs: tuple[str, ...]
    peers: tuple[tuple[str, str], ...]
    plan: str
    """What the column of the plan is called; with its country, where that is another one."""


def meaning_of(basis: Basis, terms: Terms, asked: tuple[float, str] | None) -> Meaning:
    """Return what `terms` mean; `asked` is what the candidate asks, with its currency."""
    weighed = weigh(basis, terms)
    paid = basis.ground.at_home(terms.rate, terms.currency)
    reached = net(basis.ground, terms)
    lines, cost = _costs(basis, weighed, has_raises=bool(terms.raises))
    verdicts = _gravest_first(weighed.verdicts)
    return Meaning(
        guard=verdicts[0].guard,
        answer=verdicts[0].answer,
        headline=_headline(basis, terms, weighed),
        verdicts=verdicts,
        drawn=_drawn(basis, terms, asked),
        net=net_words(reached),
        net_local=net_local_words(reached),
        staying=_staying(staying(basis.ground, paid, terms.hours_per_month), _home_numbers(basis)),
        cost=cost,
        lines=lines,
        needs=tuple(_needs(basis, weighed)),
        peers=tuple(_peers(basis.peers)),
        plan=_plan_name(basis),
    )


def fair_words(basis: Basis, name: str, currency: str) -> str:
    """Return what is fair for somebody, in a sentence; in the business's currency where that is unknown."""
    known = currency in basis.ground.outlook.reference.currencies
    currency = currency if known else basis.ground.currency
    band, numbers = priced_in(basis.ground, currency)[1], numbers_in(basis, currency)
    told = {"name": name, "low": rate_text(band.low, numbers), "high": rate_text(band.high, numbers)}
    if not band.open:
        return (
            _("There is no fair rate for %(name)s: the market there asks more than the work may cost.") % told
        )
    return _("Fair for %(name)s is %(low)s to %(high)s an hour.") % told


def _plan_name(basis: Basis) -> str:
    planned = basis.planned.country if basis.planned else None
    if planned is None or planned == basis.ground.market.country:
        return _("The plan")
    return _("The plan (%(country)s)") % {"country": place_name(planned)}


def numbers_in(basis: Basis, currency: str) -> Numbers:
    """Return how amounts of a currency are written for this business."""
    return Numbers(basis.ground.outlook.business.home.country, currency)


def _home_numbers(basis: Basis) -> Numbers:
    return numbers_in(basis, basis.ground.currency)


def _gravest_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    order = list(Answer)
    return tuple(sorted(verdicts, key=lambda verdict: -order.index(verdict.answer)))


def _headline(basis: Basis, terms: Terms, weighed: Weighed) -> str:
    market, band = priced_in(basis.ground, terms.currency)
    numbers = numbers_in(basis, terms.currency)
    told = {
        "rate": rate_text(terms.rate, numbers),
        "low": rate_text(band.low, numbers),
        "high": rate_text(band.high, numbers),
        "share": share_text(abs(terms.rate / market.hourly - 1)),
        "below": share_text(percentile(market, terms.rate)),
    }
    pay_blocks = [
        verdict
        for verdict in weighed.verdicts
        if verdict.guard is Guard.PAY and verdict.answer is Answer.BLOCK
    ]
    if any(verdict.legal for verdict in weighed.verdicts if verdict.answer is Answer.BLOCK):
        return _("%(rate)s an hour cannot be offered: the law forbids it.") % told
    if pay_blocks and not band.low <= terms.rate <= band.high:
        return _("%(rate)s an hour is not fair: fair is %(low)s to %(high)s.") % told
    if terms.rate >= market.hourly:
        return (
            _(
                "%(rate)s an hour is %(share)s above the middle of the market there; "
                "%(below)s of the others ask less."
            )
            % told
        )
    return _("%(rate)s an hour is %(share)s below the middle of the market there.") % told


def _drawn(basis: Basis, terms: Terms, asked: tuple[float, str] | None) -> Drawn:
    ground = basis.ground
    market, band = priced_in(ground, terms.currency)
    shown = OfferedRate(
        offer=terms.rate,
        median=market.hourly,
        spread=market.sd_individual,
        band=(band.low, max(band.low, band.high)),
        slightly_above=slightly_above(market),
        home=ground.exchanged(ground.home.rate, ground.currency, terms.currency),
        asked=None if asked is None else ground.exchanged(*asked, terms.currency),
    )
    words = _picture_words(basis, terms, shown)
    wide, narrow = (offer_on_market(shown, words, box) for box in (ON_PAGE, NARROW))
    return Drawn(wide, Markup(draw_inline(wide)), Markup(draw_inline(narrow, "-narrow")))  # noqa: S704 -- drawn here, words escaped


def _picture_words(basis: Basis, terms: Terms, shown: OfferedRate) -> OfferWords:
    numbers = numbers_in(basis, terms.currency)
    country = place_name(basis.ground.market.country)
    told = {
        "rate": rate_text(shown.offer, numbers),
        "low": rate_text(shown.band[0], numbers),
        "high": rate_text(shown.band[1], numbers),
        "country": country,
    }
    return OfferWords(
        title=_("Fair is %(low)s to %(high)s an hour; this offer is %(rate)s") % told,
        description=_(
            "What contractors in this country ask an hour, as a curve: %(country)s. On it the fair band, "
            "where slightly above the market lies, this offer, the rate asked and the cost at home."
        )
        % told,
        columns=(_("Rate"), _("%(currency)s an hour") % {"currency": terms.currency}),
        rate=lambda value: rate_text(value, numbers),
        fair=_("fair"),
        slightly_above=_("slightly above market"),
        offer=_("this offer"),
        median=_("middle of the market"),
        home=_("at home"),
        asked=_("they ask"),
        ends=(_("fair from"), _("fair to"), _("55 % ask less"), _("65 % ask less")),
    )


def place_name(code: str) -> str:
    """Return the name of a country in the person's language."""
    locale = Locale.parse(get_language() or "en", sep="-")
    return str(locale.territories.get(code, code))


def net_words(reached: Net) -> str:
    """Tell what reaches the contractor, in the currency of the offer."""
    numbers = Numbers("US", reached.currency)
    return _("%(hour)s an hour, about %(month)s a month") % {
        "hour": rate_text(reached.hour, numbers),
        "month": numbers.money(reached.month),
    }


def net_local_words(reached: Net) -> str:
    """Tell the same in the contractor's own currency; nothing where that is the offer's."""
    if reached.local_currency == reached.currency:
        return ""
    numbers = Numbers("US", reached.local_currency)
    return _("about %(hour)s an hour, %(month)s a month, at the rate of %(year)s") % {
        "hour": rate_text(reached.local_hour, numbers),
        "month": numbers.money(reached.local_month),
        "year": reached.year,
    }


def _staying(found: Staying, numbers: Numbers) -> str:
    told = {
        "months": round(found.months),
        "before": round(found.months_at_market),
        "saved": numbers.money(abs(found.saved)),
    }
    if found.months > found.months_at_market + 0.5:
        return (
            _(
                "At this rate people stay about %(months)s months, instead of %(before)s at the middle of "
                "the market. That saves about %(saved)s a year in finding and starting somebody new."
            )
            % told
        )
    if found.months < found.months_at_market - 0.5:
        return (
            _(
                "At this rate people stay about %(months)s months, instead of %(before)s at the middle of "
                "the market. That costs about %(saved)s a year in finding and starting somebody new."
            )
            % told
        )
    return _("At this rate people stay about %(months)s months, as everywhere in this market.") % told


def _costs(basis: Basis, weighed: Weighed, *, has_raises: bool) -> tuple[tuple[Line, ...], str]:
    """Return the comparison with the plan and with home, and what it comes to."""
    numbers, found, planned = _home_numbers(basis), weighed.cost, basis.planned
    month, hours = _planned_month(planned), (planned.hours_per_month or 0.0) if planned else 0.0
    assumptions = basis.ground.outlook.assumptions
    lines = (
        Line(
            _("Rate an hour, raises included") if has_raises else _("Rate an hour"),
            rate_text(found.rate, numbers),
            rate_text(planned.rate.hourly, numbers) if planned and planned.rate else "",
            rate_text(basis.ground.home.rate, numbers),
        ),
        Line(
            _("All counted, an accepted hour"),
            rate_text(found.hour, numbers),
            rate_text(month / hours, numbers) if month and hours else "",
            rate_text(found.home_hour, numbers),
        ),
        Line(
            _("All counted, a month"),
            numbers.money(found.month),
            numbers.money(month) if month else "",
            numbers.money(found.home),
        ),
        Line(
            _("Manager hours a month"),
            hours_text(found.management_hours),
            hours_text(planned.manager_hours_per_month) if planned else "",
            hours_text(assumptions.mu_home * found.hours),
        ),
    )
    return lines, _cost_sentence(found, month, numbers, basis.ground.outlook.business.home.horizon_months)


def _planned_month(planned: ProcessReport | None) -> float:
    if planned is None:
        return 0.0
    return sum(asdict(planned.monthly_cost).values(), 0.0)


def _cost_sentence(found: FullCost, planned: float, numbers: Numbers, horizon: int) -> str:
    month, home = found.month, found.home
    told = {
        "month": numbers.money(month),
        "home": numbers.money(abs(home - month)),
        "plan": numbers.money(abs(planned - month)),
    }
    if month <= home:
        said = _("All counted it costs %(month)s a month, %(home)s less than keeping the work.") % told
    else:
        said = _("All counted it costs %(month)s a month, %(home)s more than keeping the work.") % told
    if not planned:
        return said
    if found.months < horizon:
        told |= {"months": str(found.months), "horizon": str(horizon)}
        said += (
            " "
            + _("What it takes to begin is spread over %(months)s months, in the plan over %(horizon)s.")
            % told
        )
    if month <= planned:
        return f"{said} " + _("That is %(plan)s a month below the line of the plan.") % told
    return f"{said} " + _("That is %(plan)s a month above the line of the plan.") % told


def _needs(basis: Basis, weighed: Weighed) -> Iterator[str]:
    """Give what the engagement takes besides the rate."""
    numbers, found = _home_numbers(basis), weighed.cost
    yield _("%(hours)s hours of %(manager)s at the start, to find, hand over and learn to steer") % {
        "hours": hours_text(found.start_hours),
        "manager": basis.manager.name,
    }
    yield _("%(money)s a month for tools and seats") % {"money": numbers.money(found.tools)}
    yield _("%(money)s once for equipment and licences") % {"money": numbers.money(found.equipment)}
    if found.training:
        yield _("%(money)s once to train %(manager)s") % {
            "money": numbers.money(found.training),
            "manager": basis.manager.name,
        }
    yield _("%(money)s tied up at the start, of a capital budget of %(budget)s") % {
        "money": numbers.money(found.capital),
        "budget": numbers.money(basis.ground.outlook.business.home.capital_budget),
    }


def _peers(peers: Iterable[Paid]) -> Iterator[tuple[str, str]]:
    for paid in peers:
        yield paid.name, rate_text(paid.rate, Numbers("US", paid.currency))
