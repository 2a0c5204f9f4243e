"""Cost and market defaults that are tied to no country and no occupation."""

from collections.abc import Sequence

from outhaul.reference.build.figures import figure
from outhaul.reference.build.raw import Raw, Row
from outhaul.reference.model import Default, Grade

PICKS: Sequence[tuple[str, str, str, str, Grade, str]] = (
    ("employer_benefits_share_of_compensation", "2024-12", "benefits_share", "bls_ecec", "A",
     "benefits as a share of what an employee costs, private industry, United States"),
    ("employer_compensation_total", "2024-12", "compensation_per_hour", "bls_ecec", "A",
     "what an employee costs an hour worked, private industry, United States"),
    ("training_cost_per_learning_hour", "2024", "training_per_hour", "atd", "B",
     "what an hour of formal learning costs the employer"),
    ("training_hours_per_employee", "2024", "training_hours", "atd", "B",
     "hours of formal learning per employee in a year"),
    ("training_spend_per_employee_small", "2020", "training_per_person", "training_magazine", "B",
     "training budget per employee in a year, companies of 100 to 999 people"),
    ("freelance_rate_world_mean", "2022", "freelance_rate_world", "payoneer", "B",
     "mean hourly rate that freelancers ask, all countries"),
    ("freelance_rate_north_america", "2022", "freelance_rate_north_america", "payoneer", "B",
     "mean hourly rate that freelancers ask, North America"),
    ("freelance_rate_europe", "2022", "freelance_rate_europe", "payoneer", "B",
     "mean hourly rate that freelancers ask, Europe"),
    ("freelance_rate_admin_support", "2018", "freelance_rate_administration", "payoneer", "B",
     "mean hourly rate in administrative support, the lowest of the fields"),
    ("freelance_rate_it_programming", "2018", "freelance_rate_programming", "payoneer", "B",
     "mean hourly rate in programming"),
    ("freelance_rate_legal", "2018", "freelance_rate_legal", "payoneer", "B",
     "mean hourly rate in legal work, the highest of the fields"),
    ("freelance_hours_per_week", "2015", "freelance_hours", "payoneer", "B",
     "hours a week that a freelancer works"),
)  # fmt: skip
"""Item and period of the file -> our name, source, grade and meaning."""


def defaults(raw: Raw) -> list[Default]:
    """Return the picked benchmarks; one that the file lacks is an error."""
    rows = {(row.text("item"), row.text("period")): row for row in raw.rows("cost_benchmarks.csv")}
    return [
        _default(rows[item, period], period, name, source, grade, meaning)
        for item, period, name, source, grade, meaning in PICKS
    ]


def _default(row: Row, period: str, name: str, source: str, grade: Grade, meaning: str) -> Default:  # noqa: PLR0913, PLR0917 -- the columns of PICKS
    value = row.need("value")
    return Default(
        name, figure(value, int(period[:4]), source, grade, 0.1 * value), row.text("unit"), meaning
    )
