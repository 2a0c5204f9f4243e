"""The JSON document of a plan: the keys that scripts build on."""

from dataclasses import replace

import msgspec
import pytest

from outhaul.documents import plan_json
from outhaul.engine.report import PlanReport

PROMISED = {
    "": {
        "status",
        "gap",
        "seed",
        "inputs_sha256",
        "elapsed_ms",
        "headline",
        "processes",
        "managers",
        "tools",
        "guards",
        "alternatives",
        "flips",
        "assumptions",
    },
    "headline": {
        "owner_hours_freed_per_month",
        "headline_saving",
        "true_saving",
        "npv",
        "p_loss",
        "payback_months",
        "cvar95",
        "capital_needed",
        "monthly_cost_now",
        "monthly_cost_planned",
    },
    "headline.npv": {"mean", "p5", "p50", "p95", "se"},
    "headline.payback_months": {"p50", "p90", "never"},
    "processes.0": {
        "id",
        "verdict",
        "decision",
        "country",
        "manager",
        "rate",
        "overlap_hours",
        "manager_hours_per_month",
        "monthly_cost",
        "reasons",
        "options",
    },
    "processes.0.verdict": {"class", "K", "M", "robust"},
    "processes.0.rate": {"hourly", "market_median", "band", "percentile", "grade"},
    "processes.0.overlap_hours": {"min", "mean"},
    "processes.0.monthly_cost": {"rate", "fees", "rework", "ramp", "management", "tools", "turnover"},
    "processes.0.options.0": {
        "country",
        "rate_hourly",
        "npv_cost",
        "manager_hours",
        "capital",
        "excluded_by",
    },
    "managers.0": {"id", "hours_used", "hours_free", "train", "hire"},
    "tools.0": {"id", "seats", "monthly"},
    "guards.0": {"guard", "process", "answer", "reason", "fix"},
    "alternatives.0": {"name", "npv_mean", "p_loss", "owner_hours_freed_per_month", "changes"},
    "flips.0": {"parameter", "value", "flips_at", "to"},
    "assumptions.0": {"name", "value", "range", "kind", "source"},
}


def at(document: object, path: str) -> object:
    for step in filter(None, path.split(".")):
        document = document[int(step)] if isinstance(document, list) else document[step]  # type: ignore[index]
    return document


@pytest.mark.parametrize("path", PROMISED)
def test_every_promised_key_is_there(plan: PlanReport, path: str) -> None:
    found = at(msgspec.json.decode(plan_json.encode(plan)), path)
    assert isinstance(found, dict)
    assert PROMISED[path] - found.keys() == set()


def test_figures_arrive_as_they_were(plan: PlanReport) -> None:
    document = msgspec.json.decode(plan_json.encode(plan))
    own = next(item for item in document["assumptions"] if item["name"] == "T0")
    assert own == {
        "name": "T0",
        "value": 4.0,
        "unit": "months",
        "meaning": "learning time of a new contractor",
        "kind": "yours",
        "source": "transition lasts 3-12 months in large firms (Overby 2003)",
        "range": [1.0, 9.0],
    }


def test_an_infeasible_business_has_no_headline_but_obstacles(infeasible: PlanReport) -> None:
    document = msgspec.json.decode(plan_json.encode(infeasible))
    assert (document["status"], document["headline"], len(document["obstacles"])) == ("infeasible", None, 2)


@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_a_figure_that_is_none_is_refused(plan: PlanReport, figure: float) -> None:
    with pytest.raises(ValueError, match=r"^plan\.gap is (nan|inf), which is not a figure$"):
        plan_json.encode(replace(plan, gap=figure))


def test_the_schema_names_the_keys_that_are_written(plan: PlanReport) -> None:
    document = plan_json.document(plan)
    definitions = plan_json.schema()["$defs"]
    process = document["processes"][0]
    written = {
        "PlanReport": document,
        "ProcessReport": process,
        "ScopeVerdict": process["verdict"],
        "RateReport": process["rate"],
        "Stated": document["assumptions"][0],
    }
    assert {name: set(definitions[name]["properties"]) for name in written} == {
        name: set(found) for name, found in written.items()
    }
