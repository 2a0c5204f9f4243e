"""Where something stands in a file, and the faults found there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from outhaul.engine.saying import say
from outhaul.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a person can find again; places made from one another share their faults."""

    where: str
    """`processes[2].hours_per_month` or `sheet Processes, cell D5 (hours_per_month)`."""
    faults: list[Fault]
    inside: str = ""
    """Id of the row, told with each fault so that nobody has to count."""
    joint: str = "."
    """What stands between a place and the name of a place in it."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Dotted path below this place -> how it is called, where that is not the joined path."""

    def at(self, key: str | int) -> "Place":
        """Return the place of `key` (an index counts from 0) inside this one."""
        start = f"{key}."
        below = {path[len(start) :]: name for path, name in self.names.items() if path.startswith(start)}
        return replace(self, where=self.names.get(str(key), self._joined(key)), names=below)

    def of(self, name: str) -> "Place":
        """Return this place as that of the row with the id `name`."""
        return replace(self, inside=name)

    def _joined(self, key: str | int) -> str:
        if isinstance(key, int):
            return f"{self.where}[{key}]" if self.joint == "." else self.where
        return f"{self.where}{self.joint}{key}" if self.where else key

    def fault(self, problem: str, remedy: str) -> None:
        """Note that something is wrong here."""
        told = say('{problem} (in "{row}")', problem=problem, row=self.inside) if self.inside else problem
        self.faults.append(Fault(self.where, told, remedy))


def shown(raw: object) -> str:
    """Return a value of a file as a person reads it, cut to a line."""
    match raw:
        case str():
            text = " ".join(raw.split())
            return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004 -- with its dots
        case bool():
            return "true" if raw else "false"
        case dict():
            return say("a table")
        case list():
            return say("a list")
        case int() if abs(raw) >= 10**15:
            return say("a number of astronomical size")
        case _:
            return str(raw)
