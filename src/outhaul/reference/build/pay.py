"""The local level of pay, the ratios between major groups, hours, minimum wages and spread.

The level of a country is the ILO's mean pay, brought to USD of 2024, combined by precision with a
regression on GDP per head. Countries without usable pay figures get the regression alone.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean

from outhaul.reference.build.exchange import Exchange
from outhaul.reference.build.figures import combine, figure, huber_line, leave_one_out_rmse
from outhaul.reference.build.places import Place
from outhaul.reference.build.raw import Raw, latest
from outhaul.reference.model import Figure, Grade

BASE_YEAR = 2024
REDENOMINATED = frozenset({"LBR", "SLE", "STP"})
"""Pay in old money units: not usable."""
MINIMUM_ONLY_ODD = frozenset({"GEO", "KHM"})
"""Graded C only because the statutory minimum that pay was held against is meaningless."""
NO_MINIMUM = frozenset({"GEO", "KHM", "VEN", "COD"})
PAY_SD: Mapping[Grade, float] = {"A": 0.15, "B": 0.30}
LINE_SD = 0.40
OLD_LINE_SD = 0.60
"""Where the newest GDP figure is older than 2021."""
FAR = 0.6
"""An unchecked total further than this from the line, in ln, is not used."""
FULL_TIME = (40.0, 48.0)
"""Monthly minimum wages are for a legal week: the usual hours, but not outside these."""
GROUPS = tuple("123456789")
OWN_WEIGHT: Mapping[Grade, float] = {"A": 0.75, "B": 0.50, "C": 0.0}
GROUP_SD: Mapping[Grade, float] = {"A": 0.12, "B": 0.18, "C": 0.27}


@dataclass(frozen=True, slots=True)
class Line:
    """ln(yearly pay) = intercept + slope x ln(GDP per head), and how well it holds."""

    intercept: float
    slope: float
    sd: float
    rmse: float
    countries: int

    def at(self, gdp_per_head: float) -> float:
        """Return ln of the yearly pay in USD to expect at a GDP per head in USD."""
        return self.intercept + self.slope * math.log(gdp_per_head)


@dataclass(frozen=True, slots=True)
class Pay:
    """What the ILO's files say of one country: ln yearly pay in USD of 2024, and its grade."""

    ln_pay: float
    year: int
    grade: Grade
    checked: bool
    """False where only the total of all employees is known: it counts only if GDP per head agrees."""


def read_pay(raw: Raw, exchange: Exchange) -> dict[str, Pay]:
    """Return alpha-3 code -> usable pay, including countries of which only the total is known."""
    table = dict(_pay_by_total(raw, exchange))
    quality = {row.text("iso3"): row for row in raw.rows("ilo_quality_grade.csv")}
    for row in raw.rows("ilo_wage_2024usd_by_isco1.csv"):
        code, total = row.text("iso3"), row.number("TOTAL")
        table.pop(code, None)
        if total and code not in REDENOMINATED and code in quality:
            grade = _grade(quality[code].text("grade"), code)
            table[code] = Pay(math.log(12 * total), quality[code].year(), grade, checked=True)
    return table


def _grade(text: str, code: str) -> Grade:
    return "B" if code in MINIMUM_ONLY_ODD else "A" if text == "A" else "B" if text == "B" else "C"


def _pay_by_total(raw: Raw, exchange: Exchange) -> list[tuple[str, Pay]]:
    """Uprate totals of countries without rows by occupation; nothing older than 2015."""
    found = []
    for row in raw.rows("ilo_earnings_total.csv"):
        code, year, currency = row.text("iso3"), row.year(), row.text("currency")
        prices = exchange.price_ratio(code, year, BASE_YEAR)
        usd = prices and exchange.usd(row.need("monthly_lcu") * prices, currency, BASE_YEAR)
        if usd and year >= 2015 and code not in REDENOMINATED:  # noqa: PLR2004 -- see the docstring
            found.append((code, Pay(math.log(12 * usd), year, "B", checked=False)))
    return found


def fit_line(raw: Raw, pay: Mapping[str, Pay]) -> Line:
    """Fit pay on GDP per head of 2024 over all checked countries, resistant to outliers.

    The leave-one-out error is that of grades A and B, the pay that is taken for true.
    """
    gdp = raw.world_bank["ny.gdp.pcap.cd"]
    usable = [code for code in sorted(pay) if pay[code].checked and BASE_YEAR in gdp.get(code, {})]
    x, y = [math.log(gdp[code][BASE_YEAR]) for code in usable], [pay[code].ln_pay for code in usable]
    good = [index for index, code in enumerate(usable) if pay[code].grade != "C"]
    (intercept, slope), sd = huber_line(x, y)
    rmse = leave_one_out_rmse([x[index] for index in good], [y[index] for index in good])
    return Line(float(intercept), float(slope), sd, rmse, len(usable))


def annual_wage(raw: Raw, code: str, pay: Mapping[str, Pay], line: Line) -> Figure | None:
    """Return ln of the mean yearly pay, or None where nothing is known.

    A country without GDP per head is placed by its GDP per hour worked, which Gapminder has.
    """
    known, own = latest(raw.world_bank["ny.gdp.pcap.cd"], code, BASE_YEAR), pay.get(code)
    if known is None:
        return _by_gdp_per_hour(raw, code, pay)
    expected, line_sd = line.at(known[1]), LINE_SD if known[0] > 2020 else OLD_LINE_SD  # noqa: PLR2004 -- OLD_LINE_SD
    if own is None or own.grade == "C" or not (own.checked or abs(own.ln_pay - expected) <= FAR):
        return figure(expected, known[0], "pay_line", "C", line_sd)
    mean, sd = combine((own.ln_pay, PAY_SD[own.grade]), (expected, line_sd))
    return figure(mean, own.year, "pay_level", own.grade, sd)


def _by_gdp_per_hour(raw: Raw, code: str, pay: Mapping[str, Pay]) -> Figure | None:
    per_hour = raw.gapminder["gdpperworking_hour_us_inflation_adjusted"]
    known = latest(per_hour, code)
    if known is None:
        return None
    usable = [other for other in sorted(pay) if pay[other].grade != "C" and other in per_hour]
    x = [math.log(max(per_hour[other].items())[1]) for other in usable]
    (intercept, slope), sd = huber_line(x, [pay[other].ln_pay for other in usable])
    return figure(intercept + slope * math.log(known[1]), known[0], "pay_hour_line", "C", max(sd, LINE_SD))


def group_ratios(raw: Raw, codes: Sequence[str], pay: Mapping[str, Pay]) -> dict[str, dict[str, Figure]]:
    """Return code -> major group -> ln(pay of the group / all employees), shrunk to the world's.

    The world's ratio is a robust line on ln(GDP per head); own ratios weigh 0.75 where the country's
    pay is graded A, 0.5 where B, 0 where C or absent.
    """
    known = {code: latest(raw.world_bank["ny.gdp.pcap.cd"], code, BASE_YEAR) for code in {*codes, *pay}}
    income = {code: math.log(entry[1]) for code, entry in known.items() if entry}
    own = _own_ratios(raw, pay)
    world = {group: _world_ratio(group, own, income) for group in GROUPS}
    return {
        code: {
            group: _ratio(world[group](income.get(code)), own.get(code, {}).get(group), pay.get(code))
            for group in GROUPS
        }
        for code in codes
    }


def _own_ratios(raw: Raw, pay: Mapping[str, Pay]) -> dict[str, dict[str, float]]:
    table = {}
    for row in raw.rows("ilo_wage_2024usd_by_isco1.csv"):
        total, code = row.number("TOTAL"), row.text("iso3")
        if total and code in pay:
            cells = {group: row.number(group) for group in GROUPS}
            table[code] = {group: math.log(cell / total) for group, cell in cells.items() if cell}
    return table


def _world_ratio(
    group: str, own: Mapping[str, Mapping[str, float]], income: Mapping[str, float]
) -> Callable[[float | None], float]:
    """Return what ratio to expect at a ln(GDP per head), or at the usual one where it is not known."""
    usable = [code for code in sorted(own) if group in own[code] and code in income]
    x = [income[code] for code in usable]
    (intercept, slope), _ = huber_line(x, [own[code][group] for code in usable])
    usual = fmean(x)
    return lambda ln_gdp: float(intercept + slope * (usual if ln_gdp is None else ln_gdp))


def _ratio(world: float, own: float | None, pay: Pay | None) -> Figure:
    if own is None or pay is None or pay.grade == "C":
        return figure(world, BASE_YEAR, "group_line", "C", GROUP_SD["C"])
    weight = OWN_WEIGHT[pay.grade]
    return figure(
        weight * own + (1 - weight) * world, pay.year, "group_ratio", pay.grade, GROUP_SD[pay.grade]
    )


def weekly_hours(raw: Raw) -> tuple[dict[str, Figure], float]:
    """Return alpha-3 code -> hours a week, and the mean of all countries."""
    table = {
        row.text("iso3"): figure(row.need("weekly_hours"), row.year(), "ilo_hours", "A", 1.0)
        for row in raw.rows("ilo_weekly_hours.csv")
    }
    return table, fmean(hours.value for hours in table.values())


def minimum_wages(
    raw: Raw, places: Sequence[Place], exchange: Exchange, hours: Mapping[str, Figure], usual: float
) -> dict[str, Figure]:
    """Return alpha-3 code -> statutory minimum in USD an hour, from the monthly one."""
    own = {place.code3: place.currency for place in places}
    table = {}
    for row in raw.rows("ilo_minimum_wage.csv"):
        code, year = row.text("iso3"), row.year()
        if code in NO_MINIMUM or code not in own or row.number("lcu") is None:
            continue
        usd = row.number("usd") or exchange.usd(row.need("lcu"), row.text("currency"), year)
        if usd and year >= 2015:  # noqa: PLR2004 -- an older minimum says little of today's
            weekly = min(max(hours[code].value if code in hours else usual, FULL_TIME[0]), FULL_TIME[1])
            table[code] = figure(
                usd * 12 / 52 / weekly, year, "ilo_minimum", "B", 0.1 * usd * 12 / 52 / weekly
            )
    return table


def plausible_minimum(minimum: Figure, wage: Figure, weekly: float) -> bool:
    """Tell whether a minimum wage lies between 2 % and 120 % of the mean hourly pay."""
    share = minimum.value * 52 * weekly / math.exp(wage.value)
    return 0.02 <= share <= 1.2  # noqa: PLR2004 -- see the docstring


def wage_spread(raw: Raw) -> dict[str, Figure]:
    """Return alpha-3 code -> sd of ln hourly pay, from the Gini index of a lognormal distribution."""
    table = {}
    for row in raw.rows("ilo_gini_hourly_earnings.csv"):
        sigma = math.sqrt(2) * NormalDist().inv_cdf((row.need("gini_hourly") + 1) / 2)
        table[row.text("iso3")] = figure(sigma, row.year(), "ilo_gini", "B", 0.08)
    return table
