"""docs/reference/pages-and-roles.md says of roles and pages what the code does."""

from typing import cast

from django.urls import resolve

from docs.commands import ROOT
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Role
from outhaul.web.doors import Doored

PAGE = (ROOT / "docs/reference/pages-and-roles.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line[:1] == "|"
]
TOLD_POWERS = [row for row in ROWS if len(row) == 6 and row[0].startswith("`")]
TOLD_PAGES = [row for row in ROWS if len(row) == 4 and row[1].startswith("`")]


def test_the_powers_of_each_role_are_told_as_the_code_grants_them() -> None:
    told = {
        role: frozenset(Power(row[0].strip("`")) for row in TOLD_POWERS if row[2 + place] == "yes")
        for place, role in enumerate((Role.OWNER, Role.MANAGER, Role.FINANCE, Role.VIEWER))
    }
    assert [row[0].strip("`") for row in TOLD_POWERS] == [power.value for power in Power]
    assert told == POWERS


def test_each_page_is_told_with_the_power_that_its_door_wants() -> None:
    told = {row[1].strip("`"): (row[2].strip("`"), row[3].strip("`")) for row in TOLD_PAGES}
    assert told == {address: doors_of(address) for address in told}
    assert len(told) >= 25


def doors_of(address: str) -> tuple[str, str]:
    view = cast("Doored", resolve(f"/b/a-business/{address.replace('KEY', 'a-plan')}").func)
    return view.door, view.door_to_change
