"""The names of the time zones that follow the rules of a place."""

from functools import cache
from importlib.resources import files


@cache
def place_zones() -> tuple[str, ...]:
    """Return them in their alphabet's order, as IANA lists them; the system's files need not be searched."""
    listed = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return tuple(sorted(zone for zone in listed if "/" in zone or zone == "UTC"))
