"""Calibrate the international pay model on a survey of software developers.

Model of ln y, the median yearly pay of developers in country c, USD:

    ln y_c = b0 + sum_j b_j z_jc + r_region(c) + e_c + n_c

z are standardised features (income per head, professionals' pay, English as an official language,
governance), b_j ~ N(0, PRIOR_j^2), r ~ N(0, REGION_SD^2) shared by the countries of a region with at
least three surveyed ones, e_c ~ N(0, s_c^2) with s_c = COUNTRY_SD exp(-POORER (income_c - POINT)),
because pay varies more where incomes are low, and n_c the sampling error of the survey's median. All
is normal, so the posterior is linear algebra. The fit is judged by leaving each country out.

Run `python -m outhaul.reference.build.calibration FOLDER` to print the errors and write the table.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from outhaul.reference.build.calibration_data import (
    Land,
    Surveyed,
    read_lands,
    read_national_factors,
    read_survey,
)
from outhaul.reference.build.raw import Raw
from outhaul.reference.model import Source
from outhaul.reference.pay_model import TABLE, CrossValidation, Level, PayModel, Term
from outhaul.reference.tables import BUILT_IN, Reference

Array = NDArray[np.float64]

OCCUPATION = "15-1252.00"
YEAR = 2025
LEVEL = 10.5
"""Centre of the prior of the intercept, about 36,000 USD; its sd of 10 makes it harmless."""
INTERCEPT_SD = 10.0
PRIOR = {"income": 0.5, "professionals": 0.5, "english": 0.1, "governance": 0.1}
REGION_SD = 0.15
REGION_SIZE = 3
COUNTRY_SD = 0.22
POORER = 0.15
POINT = 9.8
"""ln income per head at which the country sd is COUNTRY_SD, about 18,000 USD."""
PASS_THROUGHS = (0.0, 0.25, 0.30, 0.35, 0.40, 0.45)
Z80 = 1.2815515655446004

SURVEY_SOURCE = Source(
    "Stack Overflow Developer Survey 2025: yearly pay of developers by country (median, quartiles, number)",
    "Stack Exchange Inc.",
    "ODbL 1.0; contains information from the survey, made available under the Open Database License",
    "2025",
)
FEATURE_SOURCES = (
    Source("World Development Indicators: GDP and GNI per head", "World Bank", "CC BY 4.0", "2010-2025"),
    Source("GDP per working hour, for countries without the former", "Gapminder", "CC BY 4.0", "2026"),
    Source(
        "Mean earnings by occupation, uprated to 2024",
        "International Labour Organization",
        "CC BY 4.0",
        "2026",
    ),
    Source("Worldwide Governance Indicators", "World Bank", "CC BY 4.0", "2023"),
    Source("Territory languages", "Unicode CLDR", "Unicode licence", "2025"),
    Source(
        "Annual Survey of Hours and Earnings by ISCO-08, mapped by Nesta",
        "Office for National Statistics",
        "OGL 3.0",
        "2020",
    ),
    Source("GeoDist: continents and capitals", "CEPII", "Etalab 2.0", "2011"),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """Prediction for some countries: mean and sd of ln pay, and the coefficients behind it."""

    mean: Array
    sd: Array
    intercept: Level
    terms: Mapping[str, Term]
    regions: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class Error:
    """A country that was predicted from all others; ln pay."""

    code3: str
    people: int
    actual: float
    predicted: float
    sd: float


def fit(
    survey: Mapping[str, Surveyed],
    trained: Sequence[Land],
    asked: Sequence[Land],
    features: Iterable[str] = PRIOR,
) -> Fit:
    """Return the posterior of ln pay of the countries `asked`, learned from those `trained` on."""
    names = tuple(features)
    raw, filled = _features(trained, trained, names), _features(asked, trained, names)
    centre, scale = raw.mean(axis=0), raw.std(axis=0)
    scale[scale == 0] = 1.0
    regions = _shared_regions(trained)
    design = _design((raw - centre) / scale, trained, regions)
    wanted = _design((filled - centre) / scale, asked, regions)
    prior = np.array([INTERCEPT_SD, *(PRIOR[name] for name in names), *(REGION_SD for _ in regions)]) ** 2
    noise = _own_sd(trained) ** 2 + np.array([survey[land.code3].sd for land in trained]) ** 2
    told = np.array([survey[land.code3].ln_pay for land in trained]) - LEVEL
    covariance = np.linalg.inv(design.T @ (design / noise[:, None]) + np.diag(1 / prior))
    mean = covariance @ design.T @ (told / noise)
    alone = np.array([0.0 if land.region in regions else REGION_SD for land in asked])
    spread = np.einsum("ij,jk,ik->i", wanted, covariance, wanted) + alone**2 + _own_sd(asked) ** 2
    sd = np.sqrt(np.diag(covariance))
    last = 1 + len(names)
    return Fit(
        LEVEL + wanted @ mean,
        np.sqrt(spread),
        Level(float(LEVEL + mean[0]), float(sd[0])),
        {
            name: Term(float(mean[i]), float(sd[i]), float(centre[i - 1]), float(scale[i - 1]))
            for i, name in enumerate(names, 1)
        },
        {name: Level(float(mean[i]), float(sd[i])) for i, name in enumerate(regions, last)},
    )


def _features(lands: Sequence[Land], trained: Sequence[Land], names: Sequence[str]) -> Array:
    """Return the features; unknown professionals' pay follows income as in the countries trained on."""
    known = [land for land in trained if land.professionals is not None]
    line = np.polyfit([land.income for land in known], [land.professionals or 0.0 for land in known], 1)
    columns: dict[str, list[float]] = {
        "income": [land.income for land in lands],
        "professionals": [
            float(np.polyval(line, land.income)) if land.professionals is None else land.professionals
            for land in lands
        ],
        "english": [land.english for land in lands],
        "governance": [land.governance for land in lands],
    }
    return np.array([columns[name] for name in names]).T


def _shared_regions(lands: Sequence[Land]) -> tuple[str, ...]:
    """Regions with enough countries to tell the region from the country."""
    names = [land.region for land in lands]
    return tuple(sorted({name for name in names if names.count(name) >= REGION_SIZE}))


def _design(features: Array, lands: Sequence[Land], regions: Sequence[str]) -> Array:
    membership = [[float(land.region == region) for region in regions] for land in lands]
    return np.column_stack([np.ones(len(lands)), features, np.array(membership).reshape(len(lands), -1)])


def _own_sd(lands: Sequence[Land]) -> Array:
    return COUNTRY_SD * np.exp(-POORER * (np.array([land.income for land in lands]) - POINT))


def leave_one_out(
    survey: Mapping[str, Surveyed], lands: Sequence[Land], features: Iterable[str] = PRIOR
) -> tuple[Error, ...]:
    """Predict each surveyed country from all the others."""
    names = tuple(features)

    def error(land: Land) -> Error:
        others = [other for other in lands if other.code3 != land.code3]
        told, guess = survey[land.code3], fit(survey, others, [land], names)
        return Error(land.code3, told.people, told.ln_pay, float(guess.mean[0]), float(guess.sd[0]))

    return tuple(error(land) for land in lands)


def summarise(errors: Sequence[Error]) -> CrossValidation:
    """Return rmse and coverage of the 80 % intervals; the survey's own error counts as the model's."""
    gaps = np.array([error.actual - error.predicted for error in errors])
    sds = np.array([error.sd for error in errors])
    return CrossValidation(
        len(errors), float(np.sqrt((gaps**2).mean())), float((np.abs(gaps) <= Z80 * sds).mean())
    )


def calibrate(folder: Path) -> tuple[PayModel, tuple[Error, ...]]:
    """Fit the model on all surveyed countries and predict every country with features."""
    raw = Raw(folder)
    survey, countries = read_survey(raw), read_lands(raw)
    trained = [countries[code3] for code3 in survey]
    asked = list(countries.values())
    result, errors = fit(survey, trained, asked), leave_one_out(survey, trained)
    levels = {
        land.code: _rounded(Level(float(mean), float(sd)))
        for land, mean, sd in zip(asked, result.mean, result.sd, strict=True)
    }
    model = PayModel(
        SURVEY_SOURCE,
        FEATURE_SOURCES,
        OCCUPATION,
        YEAR,
        _rounded(result.intercept),
        {
            name: Term(*(round(part, 4) for part in msgspec.structs.astuple(term)))
            for name, term in result.terms.items()
        },
        {name: _rounded(level) for name, level in result.regions.items()},
        _rounded_validation(summarise(errors)),
        dict(sorted(levels.items())),
        read_national_factors(raw),
    )
    return model, errors


def _rounded(level: Level) -> Level:
    return Level(round(level.ln_pay, 4), round(level.sd, 4))


def _rounded_validation(result: CrossValidation) -> CrossValidation:
    return CrossValidation(result.countries, round(result.rmse, 4), round(result.coverage_80, 4))


def table(errors: Sequence[Error]) -> str:
    """Return the leave-one-out errors as text, largest first."""
    rows = sorted(errors, key=lambda error: -abs(error.actual - error.predicted))
    lines = ["country  people  survey USD  predicted USD  ln error  sd", *map(_line, rows)]
    return "\n".join(lines)


def _line(error: Error) -> str:
    return (
        f"{error.code3:7}  {error.people:6d}  {np.exp(error.actual):10,.0f}  {np.exp(error.predicted):13,.0f}"
        f"  {error.actual - error.predicted:+8.2f}  {error.sd:.2f}"
    )


def comparison(folder: Path) -> str:
    """Return the errors of the nested models, each by leaving one country out, as text."""
    raw = Raw(folder)
    survey, countries = read_survey(raw), read_lands(raw)
    lands = [countries[code3] for code3 in survey]
    names = tuple(PRIOR)
    lines = ["features                                       rmse  coverage"]
    for size in range(1, len(names) + 1):
        result = summarise(leave_one_out(survey, lands, names[:size]))
        lines.append(f"{' + '.join(names[:size]):45}  {result.rmse:.3f}  {result.coverage_80:8.0%}")
    return "\n".join(lines)


def encode(model: PayModel) -> bytes:
    """Return the model as it is stored."""
    return msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n"


def pass_through(folder: Path) -> str:
    """Return how well `ln M = ln L + kappa (ln U - ln L)` meets the survey, by kappa, as text.

    L is local pay of software developers by the committed tables, U their pay in the United States;
    the United States themselves are left out.
    """
    reference, survey = Reference(BUILT_IN), read_survey(Raw(folder))
    developer = reference.occupations[OCCUPATION]
    there = np.log(developer.us_wages["mean"].value)
    lands = [land for land in reference.countries.values() if land.code3 in survey and land.code != "US"]
    local = np.array(
        [
            land.figures["annual_wage"].value
            + land.group_ratios[developer.isco[0]].value
            + developer.within_group.value
            for land in lands
        ]
    )
    told = np.array([survey[land.code3].ln_pay for land in lands])
    lines = ["kappa  mean ln error  rmse"]
    for kappa in PASS_THROUGHS:
        gap = told - (local + kappa * (there - local))
        lines.append(f"{kappa:5.2f}  {gap.mean():+13.2f}  {np.sqrt((gap**2).mean()):.2f}")
    return "\n".join(lines)


def describe(model: PayModel, errors: Sequence[Error], folder: Path) -> str:
    """Return the error tables and the summary as text."""
    result = model.cross_validation
    summary = (
        f"{result.countries} countries, each predicted from the others: rmse of ln pay {result.rmse:.3f}, "
        f"80 % intervals cover {result.coverage_80:.0%}"
    )
    return "\n\n".join(
        [table(errors), comparison(folder), coefficients(model), pass_through(folder), summary]
    )


def coefficients(model: PayModel) -> str:
    """Return the coefficients as text: the change of ln pay for one sd of a feature, and by region."""
    parts = {name: Level(term.coefficient, term.sd) for name, term in model.terms.items()} | dict(
        model.regions
    )
    lines = [f"{name:31}  {part.ln_pay:+.3f}  {part.sd:.3f}" for name, part in parts.items()]
    return "\n".join(["term                             ln pay     sd", *lines])


def main(folder: Path) -> None:
    """Calibrate on the files in `folder`, print the errors, write the table."""
    model, errors = calibrate(folder)
    (BUILT_IN / TABLE).write_bytes(encode(model))
    print(describe(model, errors, folder))  # noqa: T201 -- what the command is for


if __name__ == "__main__":
    main(Path(sys.argv[1]))
