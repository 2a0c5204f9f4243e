"""A plan as one JSON document: the keys of docs/reference/plan-json.md."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import msgspec

from outhaul.engine.report import PlanReport


def encode(report: PlanReport) -> bytes:
    """Return `report` as UTF-8 JSON.

    Raises:
        ValueError: a figure is not finite; such a plan must not leave the engine.
    """
    return msgspec.json.format(msgspec.json.encode(document(report)))


def document(report: PlanReport) -> dict[str, Any]:
    """Return what `encode` writes, as plain dictionaries and lists."""
    plain: dict[str, Any] = msgspec.to_builtins(report, enc_hook=str)
    _refuse_infinite(plain, "plan")
    del plain["sayings"]
    for process in plain["processes"]:
        process["verdict"] = _renamed(process["verdict"], "class_", "class")
    plain["assumptions"] = [_with_range(item) for item in plain["assumptions"]]
    return plain


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document."""
    made = msgspec.json.schema(PlanReport)
    definitions = made["$defs"]
    verdict, stated = definitions["ScopeVerdict"], definitions["Stated"]
    verdict["properties"] = _renamed(verdict["properties"], "class_", "class")
    stated["properties"] = _with_range(stated["properties"] | {"low": {"type": "number"}, "high": None})
    stated["properties"]["range"] = {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
    }
    del definitions["PlanReport"]["properties"]["sayings"], definitions["Said"]
    for changed in (verdict, stated):
        changed["required"] = list(changed["properties"])
    return made


def _renamed(mapping: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if key == old else key: value for key, value in mapping.items()}


def _with_range(item: Mapping[str, Any]) -> dict[str, Any]:
    pair = [item["low"], item["high"]]
    renamed = {"range" if key == "low" else key: value for key, value in item.items() if key != "high"}
    return renamed | {"range": pair}


def _refuse_infinite(value: object, where: str) -> None:
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{where} is {value}, which is not a figure")
    if isinstance(value, dict):
        for key, inner in value.items():
            _refuse_infinite(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            _refuse_infinite(inner, f"{where}[{number}]")
