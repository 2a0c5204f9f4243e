"""The two pages of bringing a table: choose a file, then see what each of its rows means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from outhaul.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the table is brought to, in the words of its list."""

    title: str
    back: str
    """Address of the list."""
    back_name: str
    headline: str
    lead: str
    empty: str
    """Address of the list as a table, for its headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table, and what happens with it."""

    number: int
    name: str
    who: str
    words: str
    """What happens; "" where something is wrong."""
    changes: Sequence[str] = ()
    faults: Sequence[Fault] = ()


def ask_for_file(request: HttpRequest, place: Place, faults: Sequence[Fault] = ()) -> HttpResponse:
    """Show where to choose a file, and what is wrong with the last one."""
    told = {"place": place, "faults": faults}
    return render(request, "lists/bring.html", told, status=422 if faults else 200)


def show_rows(
    request: HttpRequest, place: Place, lines: Sequence[Line], *, right: int, seen: str
) -> HttpResponse:
    """Show what each row means; `right` of them do something once `seen` is sent back."""
    wrong = sum(bool(line.faults) for line in lines)
    told = {"place": place, "lines": lines, "right": right, "wrong": wrong, "seen": seen}
    return render(request, "lists/brought.html", told)
