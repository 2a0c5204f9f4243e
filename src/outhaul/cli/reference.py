"""`outhaul reference`: what figures there are and where from; building and loading them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.options import PATH, as_json
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.reference.describe import Description, Line, Match
    from outhaul.reference.tables import Reference

WIDTH = 80


@click.group
def reference() -> None:
    """Show, build or load the reference figures."""


@reference.command
@click.argument(
    "words",
    nargs=-1,
    metavar="[TEXT]...",
    help="PH, 43-3031.00, USD, or words such as web shop; all tables if left out.",
)
@as_json
def show(words: tuple[str, ...], *, json: bool) -> None:
    """Show every figure of a country, occupation or currency with its source, or what a text may mean."""
    from outhaul.reference.describe import describe, matches
    from outhaul.reference.tables import load

    tables = load()
    text = " ".join(words)
    if not text:
        _overview(tables, json=json)
        return
    found = describe(tables, text)
    if found:
        _show(found, json=json)
        return
    near = matches(tables, text)
    if not near:
        remedy = "Give a country, an occupation, a currency, or everyday words for work"
        raise InputError([Fault("TEXT", f"nothing is known of {text!r}", remedy)])
    _show_matches(near, json=json)


@reference.command
@click.argument("folder", type=PATH, help="Folder with the published files.")
@click.option("--out", type=PATH, help="Where to write the tables; the package's own folder unless given.")
def build(folder: Path, *, out: Path | None) -> None:
    """Derive the tables from published files and write them: the same files give the same bytes."""
    from outhaul.cli.output import console
    from outhaul.reference.packs import derive, write
    from outhaul.reference.tables import BUILT_IN

    tables = derive(folder)
    write(tables, out or BUILT_IN)
    console().print(f"{len(tables)} tables written to {out or BUILT_IN}", soft_wrap=True)


@reference.command("load")
@click.argument("folder", type=PATH, help="Folder with countries.csv, occupations.csv or rates.csv.")
def load_figures(folder: Path) -> None:
    """Load newer or richer figures of your own; they are used before the built-in ones.

    A folder with a wrong row is refused whole. A folder of all published files builds every table anew.
    """
    from outhaul.cli.output import console
    from outhaul.reference.packs import load_folder

    taken = load_folder(folder)
    one, many = ("row", "rows") if taken.rebuilt else ("figure", "figures")
    what = f"{taken.figures} {one if taken.figures == 1 else many}"
    where = " in tables built anew" if taken.rebuilt else ""
    console().print(f"{what} loaded{where}, and kept in {taken.path}", soft_wrap=True)


def _overview(tables: "Reference", *, json: bool) -> None:
    from outhaul.cli.output import console, print_json

    counts = {
        "countries": len(tables.countries),
        "occupations": len(tables.occupations),
        "currencies": len(tables.currencies),
        "sources": len(tables.sources),
        "defaults": len(tables.defaults),
        "catalogue": len(tables.catalogue),
    }
    packs = [pack.name for pack in tables.packs]
    if json:
        print_json({"tables": counts, "packs": packs, "sha256": tables.checksum})
        return
    out = console()
    for name, count in counts.items():
        out.print(f"{count:>6} {name}")
    out.print(f"Your own packs: {', '.join(packs) or 'none'}")
    out.print(f"SHA-256 {tables.checksum}", soft_wrap=True)


def _show(found: "Description", *, json: bool) -> None:
    from outhaul.cli.output import print_json

    if json:
        print_json(_document(found))
    else:
        _print(found)


def _document(found: "Description") -> dict[str, Any]:
    return {
        "kind": found.kind,
        "code": found.code,
        "title": found.title,
        "facts": dict(found.facts),
        "figures": [_figure(line) for line in found.lines],
    }


def _figure(line: "Line") -> dict[str, Any]:
    return {
        "figure": line.name,
        "meaning": line.meaning,
        "value": line.figure.value,
        "sd": line.figure.sd,
        "year": line.figure.year,
        "grade": line.figure.grade,
        "source": line.source.title,
        "publisher": line.source.publisher,
        "licence": line.source.licence,
        "made": line.source.made,
    }


def _print(found: "Description") -> None:
    from rich.table import Table

    from outhaul.cli.output import console
    from outhaul.reference.describe import number

    out = console()
    width = min(out.width, WIDTH)
    out.print(f"{found.title} ({found.code})", width=width)
    for name, value in found.facts:
        out.print(f"{name}: {value}", width=width)
    marks = {source: str(number) for number, source in enumerate(_sources(found), 1)}
    table = Table(box=None, pad_edge=False, width=width)
    for name in ("figure", "value", "sd", "year", "grade", "from"):
        right = name in {"value", "sd", "from"}
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    section = found.lines[0].section if found.lines else ""
    for line in found.lines:
        if line.section != section:
            section = line.section
            table.add_row(f"[dim]{section}[/dim]")
        sd = number(float(f"{line.figure.sd:.2g}")) if line.figure.sd else ""
        table.add_row(
            line.name, line.shown, sd, str(line.figure.year), line.figure.grade, marks[_parent(line)]
        )
    out.print(table)
    out.print()
    for source, mark in marks.items():
        out.print(f"{mark:>3} {source}", width=width)
    out.print("Grades: A as published, B converted or uprated, C estimated, D assumed.", width=width)


def _sources(found: "Description") -> list[str]:
    return list(dict.fromkeys(_parent(line) for line in found.lines))


def _parent(line: "Line") -> str:
    source = line.source
    made = f" Made: {source.made}." if source.made else ""
    return f"{source.title}. {source.publisher}, {source.year}. {source.licence}.{made}"


def _show_matches(found: "tuple[Match, ...]", *, json: bool) -> None:
    from rich.table import Table

    from outhaul.cli.output import console, print_json

    if json:
        print_json(
            {"matches": [{"kind": m.kind, "code": m.code, "title": m.title, "score": m.score} for m in found]}
        )
        return
    table = Table(box=None, pad_edge=False, width=min(console().width, WIDTH))
    for name in ("code", "name", "kind"):
        table.add_column(name, no_wrap=name != "name")
    for match in found:
        table.add_row(match.code, match.title, match.kind)
    console().print(table)
