"""`outhaul overlap ZONE ZONE`: the working hours that two places share."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.overlap import Overlap

FIRST_YEAR, LAST_YEAR = 1970, 2100
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_STRETCH = 12.0


def overlap(
    zone: Annotated[str, typer.Argument(help="Time zone or country of the business: Europe/Berlin, or DE.")],
    other: Annotated[str, typer.Argument(help="Time zone or country of the contractor: Asia/Manila, or PH.")],
    *,
    year: Annotated[int | None, typer.Option(help="Year to count; this year unless given.")] = None,
    hours: Annotated[str, typer.Option(help="Working hours of the business.")] = "09:00-17:00",
    other_hours: Annotated[str, typer.Option(help="Working hours of the contractor.")] = "09:00-17:00",
    flexible: Annotated[
        float, typer.Option(help="Hours that the contractor offers to start earlier and end later.")
    ] = 0.0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Count the working hours that two time zones share, Monday to Friday, daylight saving included."""
    from outhaul.engine import overlap as shared

    wanted = datetime.now(UTC).year if year is None else year
    faults: list[Fault] = []
    zones = [_zone(place, text, faults) for place, text in (("ZONE", zone), ("second ZONE", other))]
    windows = [
        _window(place, text, faults) for place, text in (("--hours", hours), ("--other-hours", other_hours))
    ]
    _check_numbers(wanted, flexible, faults)
    if faults:
        raise InputError(faults)
    found = shared.overlap(zones[0], windows[0], zones[1], windows[1], year=wanted, flexible_hours=flexible)
    if json:
        from outhaul.cli.output import print_json

        print_json(_document(found))
    else:
        _print(found, zones, wanted)


def _check_numbers(year: int, flexible: float, faults: list[Fault]) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults.append(
            Fault("--year", f"{year} is out of range", f"Give a year from {FIRST_YEAR} to {LAST_YEAR}")
        )
    if not 0 <= flexible <= LONGEST_STRETCH:
        faults.append(Fault("--flexible", f"{flexible:g} hours are not possible", "Give 0 to 12 hours"))


def _zone(place: str, text: str, faults: list[Fault]) -> str:
    """Return the IANA zone that `text` names, itself a zone or a country's code or name."""
    from outhaul.engine.overlap import zone_rules

    try:
        return zone_rules(text).key
    except InputError:
        pass
    found = _named_zone(text)
    if found is None:
        faults.append(_unknown_zone(place, text))
    return found or text


def _named_zone(text: str) -> str | None:
    from zoneinfo import available_timezones

    from outhaul.reference.tables import load

    countries = load().countries
    country = countries.get(text.strip().upper())
    if country is None:
        country = next(
            (one for one in countries.values() if one.name.casefold() == text.strip().casefold()), None
        )
    if country:
        return country.zones[0]
    wanted = text.strip().replace(" ", "_").casefold()
    names = sorted(available_timezones())
    return next(
        (name for name in names if wanted in {name.casefold(), name.rsplit("/", 1)[-1].casefold()}), None
    )


def _unknown_zone(place: str, text: str) -> Fault:
    from zoneinfo import available_timezones

    from rapidfuzz import fuzz, process

    cities = {name: name.rsplit("/", 1)[-1] for name in sorted(available_timezones()) if "/" in name}
    by_name = process.extract(text, list(cities), scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    by_city = process.extract(text, cities, scorer=fuzz.ratio, limit=3, score_cutoff=70)
    near = list(dict.fromkeys([match[2] for match in by_city] + [match[0] for match in by_name]))[:3]
    remedy = (
        f"Did you mean {', '.join(near)}?"
        if near
        else "Give an IANA name such as Europe/Berlin, or a country code"
    )
    return Fault(place, f"{text!r} is no time zone and no country", remedy)


def _window(place: str, text: str, faults: list[Fault]) -> tuple[float, float]:
    try:
        start, end = (datetime.strptime(part.strip(), "%H:%M") for part in text.split("-"))  # noqa: DTZ007 -- a time of day
    except ValueError:
        faults.append(Fault(place, f"{text!r} are no working hours", "Write them as 09:00-17:00"))
        return 9.0, 17.0
    if start == end:
        faults.append(Fault(place, f"{text!r} has no length", "Write them as 09:00-17:00"))
    return start.hour + start.minute / 60, end.hour + end.minute / 60


def _document(found: "Overlap") -> dict[str, Any]:
    return {
        "min": found.min,
        "mean": found.mean,
        "max": found.max,
        "by_month": found.by_month,
        "changes": [
            {"date": change.date, "from": change.before, "to": change.after} for change in found.changes
        ],
    }


def _print(found: "Overlap", zones: list[str], year: int) -> None:
    from rich.table import Table

    from outhaul.cli.output import console

    out = console()
    out.print(f"[bold]{_headline(found, zones, year)}[/bold]")
    if found.max == 0:
        out.print("Somebody who offers other hours may still share some: try --other-hours or --flexible.")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Month")
    table.add_column("Hours a day", justify="right")
    table.add_column("")
    for month, hours in zip(MONTHS, found.by_month, strict=True):
        table.add_row(month, f"{hours:.2f}", "━" * round(hours * 4))
    out.print(table)
    for change in found.changes:
        out.print(
            f"From {change.date:%-d %B}: {change.before:g} → {change.after:g} hours a day, as clocks change."
        )
    out.print("Monday to Friday, public holidays not counted out.", style="dim")


def _headline(found: "Overlap", zones: list[str], year: int) -> str:
    one, other = (zone.rsplit("/", 1)[-1].replace("_", " ") for zone in zones)
    if found.max == 0:
        return f"{one} and {other} share no working hours in {year}."
    if found.min == found.max:
        return f"{one} and {other} share {found.mean:g} working hours a day all through {year}."
    return (
        f"{one} and {other} share {found.min:g} to {found.max:g} working hours a day in {year}, "
        f"{found.mean:.2f} on average."
    )
