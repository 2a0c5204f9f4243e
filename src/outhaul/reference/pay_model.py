"""The international pay model: what a software developer is paid in each country.

Its figures are coefficients and predictions that `outhaul.reference.build.calibration` derived from a pay
survey; docs/explanation/market-rates.md tells the method and the error.
"""

from collections.abc import Mapping

import msgspec

from outhaul.reference.model import Source

TABLE = "pay_model.json"


class Level(msgspec.Struct, frozen=True, array_like=True):
    """ln of the median yearly pay of a software developer, USD, and its standard deviation."""

    ln_pay: float
    sd: float


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A coefficient of the regression, for one standard deviation of its standardised feature."""

    coefficient: float
    sd: float
    feature_mean: float
    feature_sd: float


class CrossValidation(msgspec.Struct, frozen=True):
    """Errors of ln pay when each country is predicted from all others."""

    countries: int
    rmse: float
    coverage_80: float


class PayModel(msgspec.Struct, frozen=True):
    """The calibrated model; countries by ISO 3166-1 alpha-2."""

    survey: Source
    features: tuple[Source, ...]
    occupation: str
    """O*NET-SOC code of the occupation that the survey measured."""
    year: int
    intercept: Level
    terms: Mapping[str, Term]
    regions: Mapping[str, Level]
    """Region -> shift of ln pay against the regression."""
    cross_validation: CrossValidation
    levels: Mapping[str, Level]
    national_factors: Mapping[str, Mapping[str, float]]
    """Country -> ISCO-08 unit group -> ln(pay of the unit group / mean of its major group)."""
