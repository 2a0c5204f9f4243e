"""Yearly pay in a country: of employees there, and of those who serve foreign clients.

Everything is in ln(USD a year) of one full-time person; each layer keeps its variance. The local
level, the major group and the occupation give local pay (§PAY-1); the pass-through lifts it to what
people who serve foreign clients get (§PAY-2).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from outhaul.engine.assumptions import Assumptions
from outhaul.faults import Fault, InputError
from outhaul.reference.model import Country, Figure, Grade, Occupation
from outhaul.reference.pay_model import PayModel
from outhaul.reference.tables import Reference

NATIONAL = "US"
"""The country whose occupations' own wages are in the reference tables."""
NATIONAL_SD = 0.10
"""How far contractors of an occupation may lie from the national median of employees (judgement)."""
MEASURED_GROUP = "25"
"""ISCO-08 sub-major group of the surveyed developers: ICT professionals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPay:
    """Local mean pay of employees, ln USD a year, with the variance of each layer."""

    ln_annual: float
    layers: Mapping[str, float]
    grade: Grade
    figures: tuple[tuple[str, Figure], ...]

    @property
    def sd(self) -> float:
        """Standard deviation in ln, all layers together."""
        return math.sqrt(sum(self.layers.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Median pay of people who serve foreign clients, ln USD a year, before quotes."""

    ln_annual: float
    layers: Mapping[str, float]
    local: LocalPay
    measured: bool
    """The survey of developers speaks for this country."""

    @property
    def sd(self) -> float:
        """Standard deviation in ln, all layers together."""
        return math.sqrt(sum(self.layers.values()))


def pay_level(
    reference: Reference, occupation: Occupation, country: Country, assumptions: Assumptions
) -> Level:
    """Return the median yearly pay of people who serve foreign clients, without quotes (§PAY-2).

    `ln M = ln L + kappa (ln U - ln L) + t d_c`: L local pay, U pay in the United States, kappa the
    pass-through times the share of the work that can be done anywhere, d_c how far the surveyed pay
    of developers in the country lies from the same formula, and t how far that speaks for the
    occupation: 1 for ICT professionals, `level_transfer` for other work. Where an embargo keeps
    foreign clients away, local pay stays.
    """
    local = local_pay(reference, occupation, country)
    model = reference.pay_model
    if country.code == NATIONAL and "p50" in occupation.us_wages:
        median = occupation.us_wages["p50"]
        layers = {"national figure": NATIONAL_SD**2}
        figures = (("median yearly pay of the occupation, USD", median),)
        own = replace(local, figures=figures)
        return Level(ln_annual=math.log(median.value), layers=layers, local=own, measured=False)
    remote = occupation.remote.value
    reached = remote * open_to_clients(reference, country)
    gap = us_pay(reference, occupation) - local.ln_annual
    kappa = assumptions.kappa_mean * reached
    measured = country.code in model.levels and reached > 0
    transfer = 1.0 if occupation.isco.startswith(MEASURED_GROUP) else assumptions.level_transfer
    shift = _developer_shift(reference, country, model, assumptions) if measured else 0.0
    if measured and occupation.isco.startswith(MEASURED_GROUP):
        layers = _measured_layers(model, occupation, country, kappa)
    else:
        layers = _modelled_layers(local, gap, kappa, remote, assumptions)
    ln_annual = local.ln_annual + kappa * gap + transfer * reached * shift
    return Level(ln_annual=ln_annual, layers=layers, local=local, measured=measured)


def open_to_clients(reference: Reference, country: Country) -> bool:
    """Tell whether foreign clients may buy there: not where law forbids nearly all trade."""
    return all(measure.scope != "comprehensive" for measure in reference.embargoes.against(country.code))


def _developer_shift(
    reference: Reference, country: Country, model: PayModel, assumptions: Assumptions
) -> float:
    """Return d_c: the surveyed level of developers less what the pass-through alone would give."""
    developer = reference.occupations[model.occupation]
    local = local_pay(reference, developer, country).ln_annual
    kappa = assumptions.kappa_mean * developer.remote.value
    passed = local + kappa * (us_pay(reference, developer) - local)
    return (model.levels[country.code].ln_pay - passed) / developer.remote.value


def _measured_layers(
    model: PayModel, occupation: Occupation, country: Country, kappa: float
) -> dict[str, float]:
    layers = {"surveyed level": model.levels[country.code].sd ** 2}
    if occupation.code != model.occupation:
        layers["within group"] = 2 * ((1 - kappa) * occupation.within_group.sd) ** 2
    return layers


def _modelled_layers(
    local: LocalPay, gap: float, kappa: float, remote: float, assumptions: Assumptions
) -> dict[str, float]:
    layers = {name: (1 - kappa) ** 2 * variance for name, variance in local.layers.items()}
    layers["pass-through"] = (remote * assumptions.kappa_sd * gap) ** 2 if kappa > 0 else 0.0
    layers["residual"] = (remote * assumptions.pay_residual) ** 2
    return layers


def local_pay(reference: Reference, occupation: Occupation, country: Country) -> LocalPay:
    """Return local mean pay of employees: level of the country, its major group, the occupation (§PAY-1).

    The United States have own figures by occupation, and the United Kingdom own factors.
    """
    mean = occupation.us_wages.get("mean")
    if country.code == NATIONAL and mean is not None:
        layers = {"national figure": (mean.sd / mean.value) ** 2}
        figures = (("mean yearly pay of the occupation, USD", mean),)
        return LocalPay(ln_annual=math.log(mean.value), layers=layers, grade=mean.grade, figures=figures)
    wage = country.figures.get("annual_wage")
    if wage is None:
        fault = Fault(
            f"country {country.code}", f"nothing is known of pay in {country.name}", "Name another country"
        )
        raise InputError([fault])
    ratio = country.group_ratios.get(occupation.isco[:1])
    within = _within_group(reference, occupation, country)
    parts = [("local level", wage), *([("major group", ratio)] if ratio else []), ("within group", within)]
    return LocalPay(
        ln_annual=sum(figure.value for _, figure in parts),
        layers={name: figure.sd**2 for name, figure in parts},
        grade=wage.grade,
        figures=(
            ("mean yearly pay of all employees, USD of 2024", _exponentiated(wage)),
            *([("pay of the major group / all employees", _exponentiated(ratio))] if ratio else []),
            ("pay of the occupation / its major group", _exponentiated(within)),
        ),
    )


def _within_group(reference: Reference, occupation: Occupation, country: Country) -> Figure:
    own = reference.pay_model.national_factors.get(country.code, {}).get(occupation.isco)
    shared = occupation.within_group
    return shared if own is None else Figure(own, shared.year, shared.source, "B", shared.sd / 2)


def us_pay(reference: Reference, occupation: Occupation) -> float:
    """Return ln of the mean yearly pay of an occupation in the United States, USD."""
    mean = occupation.us_wages.get("mean")
    if mean is not None:
        return math.log(mean.value)
    return local_pay(reference, occupation, reference.countries[NATIONAL]).ln_annual


def _exponentiated(figure: Figure) -> Figure:
    return Figure(math.exp(figure.value), figure.year, figure.source, figure.grade, figure.sd)
