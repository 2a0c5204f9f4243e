"""`outhaul overlap ZONE ZONE`: the working hours that two places share."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from outhaul.cli.naming import check_numbers, time_zone
from outhaul.cli.options import as_json
from outhaul.faults import Fault, InputError

if TYPE_CHECKING:
    from outhaul.engine.geography.overlap import Overlap

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OFFICE = "09:00-17:00"


@click.command
@click.argument("zone", help="Time zone or country of the business: Europe/Berlin, or DE.")
@click.argument("other", help="Time zone or country of the contractor: Asia/Manila, or PH.")
@click.option("--year", type=int, help="Year to count; this year unless given.")
@click.option("--hours", default=OFFICE, show_default=True, help="Working hours of the business.")
@click.option("--other-hours", default=OFFICE, show_default=True, help="Working hours of the contractor.")
@click.option(
    "--flexible",
    default=0.0,
    show_default=True,
    help="Hours that the contractor offers to start earlier and end later.",
)
@as_json
def overlap(
    zone: str, other: str, *, year: int | None, hours: str, other_hours: str, flexible: float, json: bool
) -> None:
    """Count the working hours that two time zones share, Monday to Friday, daylight saving included."""
    from outhaul.engine.geography import overlap as shared

    wanted = datetime.now(UTC).year if year is None else year
    check_numbers(wanted, flexible)
    faults: list[Fault] = []
    zones = [_zone(place, text, faults) for place, text in (("ZONE", zone), ("second ZONE", other))]
    windows = [
        _window(place, text, faults) for place, text in (("--hours", hours), ("--other-hours", other_hours))
    ]
    if faults:
        raise InputError(faults)
    found = shared.overlap(zones[0], windows[0], zones[1], windows[1], year=wanted, flexible_hours=flexible)
    if json:
        from outhaul.cli.output import print_json

        print_json(_document(found))
    else:
        _print(found, zones, wanted)


def _zone(place: str, text: str, faults: list[Fault]) -> str:
    try:
        return time_zone(text, place)
    except InputError as error:
        faults.extend(error.faults)
        return text


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
