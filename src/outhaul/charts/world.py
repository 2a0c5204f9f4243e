"""The map: what an accepted hour truly costs in each country, against the same hour at home."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from outhaul.charts.layout import frame, text_width
from outhaul.charts.picture import Box, Picture
from outhaul.charts.style import FAINT, INK, MUTED, PAPER, RULE, SIGNAL, STEPS
from outhaul.engine.report import OptionReport, PlanReport, ProcessReport
from outhaul.wording.numbers import Numbers, share
from outhaul.wording.places import country_name
from outhaul.wording.sentences import handed_out, numbers_of
from outhaul.wording.tongue import later, said, tell, word

LIMITS = (0.5, 0.65, 0.8, 1.0)
"""Upper ends of the steps of colour, as shares of the cost at home; the last step is dearer than home."""
WORDS = (
    later("under 50 % of the cost here"),
    later("to 65 %"),
    later("to 80 %"),
    later("to 100 %"),
    later("dearer"),
    later("not possible"),
)
COLUMNS = (
    later("Country"),
    later("Best for"),
    later("True cost of an hour"),
    later("Against home"),
    later("Why not"),
)
KEY = 48
"""Pixels under the map for the names of the colours."""


@dataclass(frozen=True, slots=True)
class Place:
    """The best that a country offers, over all processes that may leave."""

    country: str
    process: str
    cost: float | None
    """True cost of an accepted hour; None where nothing may go there."""
    at_home: float
    reason: str
    chosen: bool

    @property
    def ratio(self) -> float | None:
        """Cost as a share of the cost at home."""
        return None if self.cost is None else self.cost / self.at_home


def world_map(report: PlanReport, box: Box) -> Picture | None:
    """Return the map of all places looked at; nothing where no process may leave."""
    places = _places(report)
    if not places:
        return None
    numbers = numbers_of(report)
    possible = [place for place in places.values() if place.ratio is not None]
    cheaper = sum(1 for place in possible if place.ratio is not None and place.ratio < 1)
    return Picture(
        name="world",
        title=said(
            "In {cheaper} of {count} countries an hour of good work would truly cost less than here",
            cheaper=cheaper,
            count=len(places),
        ),
        description=said(
            "A map of the world. Each country has a colour for the true cost of an accepted hour of the work "
            "that suits it best, against the same hour at home; hatched where nothing may go. The chosen "
            "countries are named."
        ),
        spec=_spec(places, report.country, box),
        columns=tuple(said(name) for name in COLUMNS),
        rows=tuple(_cells(place, numbers) for place in sorted(places.values(), key=_order)),
        hatched=FAINT,
    )


def _order(place: Place) -> tuple[bool, float, str]:
    return (*_dearness(place), country_name(place.country))


def _dearness(place: Place) -> tuple[bool, float]:
    return place.ratio is None, place.ratio or 0.0


def _cells(place: Place, numbers: Numbers) -> tuple[str, ...]:
    cost = "" if place.cost is None else numbers.rate(place.cost)
    ratio = "" if place.ratio is None else share(place.ratio)
    return country_name(place.country), place.process, cost, ratio, place.reason


def _places(report: PlanReport) -> Mapping[str, Place]:
    """Return country -> its best place: the lowest share of the cost at home."""
    best: dict[str, Place] = {}
    chosen = {process.country for process in handed_out(report)}
    for process, option in _options(report.processes):
        place = _place(process, option, option.country in chosen)
        if option.country not in best or _dearness(place) < _dearness(best[option.country]):
            best[option.country] = place
    return best


def _options(processes: Iterable[ProcessReport]) -> Iterable[tuple[ProcessReport, OptionReport]]:
    for process in processes:
        if process.hours_per_month and process.cost_now:
            yield from ((process, option) for option in process.options)


def _place(process: ProcessReport, option: OptionReport, chosen: bool) -> Place:  # noqa: FBT001 -- a field
    hours = process.hours_per_month or 1.0
    return Place(
        country=option.country,
        process=process.name if option.excluded_by is None else "",
        cost=option.true_cost_per_accepted_hour if option.excluded_by is None else None,
        at_home=process.cost_now / hours,
        reason=tell(option.excluded_by or ""),
        chosen=chosen,
    )


def _colour(place: Place | None) -> str:
    if place is None:
        return PAPER
    if place.ratio is None:
        return FAINT
    return STEPS[sum(place.ratio >= limit for limit in LIMITS)]


@cache
def _shapes() -> tuple[Mapping[str, Any], ...]:
    world = msgspec.json.decode((Path(__file__).parent / "data" / "world.json").read_bytes())
    return tuple(world["features"])


def _spec(places: Mapping[str, Place], home: str, box: Box) -> dict[str, Any]:
    height = round(box.width * 0.46)
    shapes = [_shape(feature, places) for feature in _shapes()]
    named = [_label(feature, home) for feature in _shapes() if _is_named(feature["id"], places, home)]
    return {
        **frame(box, height + KEY, left=0, right=0),
        "projection": {
            "type": "equalEarth",
            "scale": box.width / 4.85,
            "rotate": [-11, 0],
            "translate": [box.width / 2, height * 0.57],
        },
        "layer": [
            _land([shape for shape in shapes if shape["geometry"]["type"] != "Point"]),
            _dots([shape for shape in shapes if shape["geometry"]["type"] == "Point"]),
            *_names(named, box),
            *_key(box, height),
        ],
    }


def _is_named(code: str, places: Mapping[str, Place], home: str) -> bool:
    return code == home or (code in places and places[code].chosen)


def _shape(feature: Mapping[str, Any], places: Mapping[str, Place]) -> dict[str, Any]:
    return {**feature, "properties": {"colour": _colour(places.get(feature["id"]))}}


def _land(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": shapes},
        "mark": {"type": "geoshape", "stroke": RULE, "strokeWidth": 0.5},
        "encoding": {"fill": {"field": "properties.colour", "type": "nominal", "scale": None}},
    }


def _dots(shapes: list[dict[str, Any]]) -> dict[str, Any]:
    values = [
        {"x": shape["geometry"]["coordinates"][0], "y": shape["geometry"]["coordinates"][1]}
        | shape["properties"]
        for shape in shapes
        if shape["properties"]["colour"] != PAPER
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "circle", "size": 26, "opacity": 1, "stroke": MUTED, "strokeWidth": 0.6},
        "encoding": _at() | {"fill": {"field": "colour", "type": "nominal", "scale": None}},
    }


def _at() -> dict[str, Any]:
    return {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
    }


def _label(feature: Mapping[str, Any], home: str) -> dict[str, Any]:
    x, y = centre(feature["geometry"])
    code = feature["id"]
    return {
        "x": x,
        "y": y,
        "name": said("home") if code == home else country_name(code),
        "home": code == home,
    }


def centre(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a point or of its largest polygon (listed first)."""
    if geometry["type"] == "Point":
        x, y = geometry["coordinates"]
        return x, y
    ring = geometry["coordinates"][0][0]
    return tuple((min(axis) + max(axis)) / 2 for axis in zip(*ring, strict=True))


def _names(named: list[dict[str, Any]], box: Box) -> list[dict[str, Any]]:
    size = 12 if box.narrow else 13
    text = {"type": "text", "dy": -10, "fontSize": size, "fontWeight": "bold", "baseline": "alphabetic"}
    halo = text | {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round", "color": PAPER}
    pin = {"type": "circle", "size": 60, "opacity": 1, "stroke": PAPER, "strokeWidth": 1.5}
    return [
        part
        for values, colour in (
            ([row for row in named if row["home"]], INK),
            ([row for row in named if not row["home"]], SIGNAL),
        )
        for part in (
            {"data": {"values": values}, "mark": pin | {"fill": colour}, "encoding": _at()},
            {"data": {"values": values}, "mark": halo, "encoding": _at() | {"text": {"field": "name"}}},
            {
                "data": {"values": values},
                "mark": text | {"color": colour},
                "encoding": _at() | {"text": {"field": "name"}},
            },
        )
    ]


def _key(box: Box, height: int) -> list[dict[str, Any]]:
    """Name the steps of colour under the map: there is no room in the countries themselves."""
    size = 11 if box.narrow else 12
    rows, start, y = [], 0.0, height + 16
    for place, (step, colour) in enumerate(zip(WORDS, (*STEPS, FAINT), strict=True)):
        name = word(step)
        if box.narrow and place == len(WORDS) // 2:
            start, y = 0.0, y + 20
        rows.append({"x": start, "text": start + size + 5, "y": y, "word": name, "colour": colour})
        start += size + 20 + text_width(name, size)
    square = {"type": "square", "size": size * size, "opacity": 1, "stroke": MUTED, "strokeWidth": 0.6}
    words = {"type": "text", "align": "left", "baseline": "middle", "fontSize": size, "color": MUTED}
    at = {"y": _pixels("y", height + KEY, reverse=True)}
    return [
        {
            "data": {"values": rows},
            "mark": square | {"xOffset": size / 2},
            "encoding": at
            | {"x": _pixels("x", box.width), "fill": {"field": "colour", "type": "nominal", "scale": None}},
        },
        {
            "data": {"values": rows},
            "mark": words,
            "encoding": at | {"x": _pixels("text", box.width), "text": {"field": "word"}},
        },
    ]


def _pixels(field: str, size: float, *, reverse: bool = False) -> dict[str, Any]:
    scale = {"domain": [0, size], "nice": False, "reverse": reverse}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}
