"""Derive the world map of the charts from Natural Earth's 1:110m countries.

Natural Earth is in the public domain. Input is its TopoJSON as the npm package world-atlas carries
it (countries-110m.json); output is one GeoJSON feature an ISO 3166-1 alpha-2 code: borders thinned
so far that a map of 720 pixels shows no difference, rounded to a tenth of a degree, and a point for
each country of the reference tables that is too small to be drawn there.

    python -m outhaul.charts.build_map countries-110m.json
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from outhaul.reference.tables import load

DATA = Path(__file__).parent / "data" / "world.json"
TOLERANCE = 0.35
"""Degrees by which a thinned border may miss the true one; a pixel is half a degree."""
SMALLEST = 0.6
"""Square degrees of the smallest island that is kept, unless it is a country's largest piece."""
UNNUMBERED: Mapping[str, str] = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Shapes without an ISO number, by the code under which the reference figures count them."""
PROVENANCE = {
    "title": "Admin 0 countries, 1:110m, version 4.1",
    "publisher": "Natural Earth",
    "licence": "public domain",
    "changes": "thinned, rounded to 0.1 degrees, keyed by ISO 3166-1 alpha-2; points for small countries",
}

Line = NDArray[np.float64]
Ring = list[tuple[float, float]]


def build(topology: Mapping[str, Any], places: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """Return the GeoJSON of `topology`, with a point for each of `places` (longitude, latitude) it lacks."""
    arcs = [thinned(arc) for arc in decoded(topology)]
    shapes: dict[str, list[list[Ring]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = alpha_2(geometry)
        if code and code != "AQ":
            shapes.setdefault(code, []).extend(polygons(geometry, arcs))
    drawn = [feature(code, "MultiPolygon", large(shapes[code])) for code in sorted(shapes)]
    dots = [feature(code, "Point", places[code]) for code in sorted(places.keys() - shapes.keys())]
    return {"type": "FeatureCollection", "source": PROVENANCE, "features": drawn + dots}


def feature(code: str, kind: str, coordinates: object) -> dict[str, Any]:
    """Return one GeoJSON feature."""
    return {"type": "Feature", "id": code, "geometry": {"type": kind, "coordinates": coordinates}}


def alpha_2(geometry: Mapping[str, Any]) -> str | None:
    """Return the ISO alpha-2 code of a shape, by CLDR's table of numbers."""
    from babel.core import get_global  # noqa: PLC0415 -- slow to import, needed at build time only

    if "id" not in geometry:
        return UNNUMBERED.get(geometry["properties"]["name"])
    found: Sequence[str] = get_global("territory_aliases").get(geometry["id"], ())
    return found[0] if found else None


def decoded(topology: Mapping[str, Any]) -> list[Line]:
    """Return the arcs in degrees; TopoJSON keeps them as differences of whole numbers."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]


def thinned(line: Line) -> Line:
    """Return `line` without the points that lie within `TOLERANCE` of it (Douglas and Peucker 1973)."""
    if len(line) <= 2:  # noqa: PLR2004 -- a line has two ends
        return line
    off = distance(line, line[0], line[-1])
    far = int(off.argmax())
    if off[far] <= TOLERANCE:
        return line[[0, -1]]
    return np.vstack([thinned(line[: far + 1])[:-1], thinned(line[far:])])


def distance(points: Line, start: Line, end: Line) -> NDArray[np.float64]:
    """Return how far each of `points` lies from the line through `start` and `end`."""
    along, away = end - start, points - start
    length = float(np.hypot(*along))
    if length == 0:
        return np.asarray(np.hypot(away[:, 0], away[:, 1]))
    return np.asarray(np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length)


def polygons(geometry: Mapping[str, Any], arcs: Sequence[Line]) -> list[list[Ring]]:
    """Return the polygons of a shape as rings of points."""
    several = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[ring(indices, arcs) for indices in polygon] for polygon in several]


def ring(indices: Sequence[int], arcs: Sequence[Line]) -> Ring:
    """Join arcs to a closed ring; a negative index is an arc walked backwards."""
    parts = [arcs[~index][::-1] if index < 0 else arcs[index] for index in indices]
    points = np.vstack([part[:-1] for part in parts] + [parts[-1][-1:]]).round(1) + 0.0
    return [(float(x), float(y)) for x, y in points]


def large(pieces: list[list[Ring]]) -> list[list[Ring]]:
    """Return the pieces worth drawing: the largest, and each that would be seen."""
    by_size = sorted(pieces, key=lambda piece: -area(piece[0]))
    return [by_size[0], *(piece for piece in by_size[1:] if area(piece[0]) > SMALLEST)]


def area(points: Ring) -> float:
    """Return the area within a ring in square degrees (shoelace formula)."""
    x, y = np.array(points).T
    return float(abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2)


def main() -> None:
    """Read the TopoJSON named on the command line and write the map."""
    topology = msgspec.json.decode(Path(sys.argv[1]).read_bytes())
    countries = load().countries.values()
    places = {row.code: (round(row.longitude, 1), round(row.latitude, 1)) for row in countries}
    DATA.write_bytes(msgspec.json.encode(build(topology, places)) + b"\n")


if __name__ == "__main__":
    main()
