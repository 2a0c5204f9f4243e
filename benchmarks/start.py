"""How long the command line takes to start, and a whole plan of the bakery from start to end.

Beside them run two peers: a bare loop, which tells how calm the machine is, and the import of NumPy and
SciPy's statistics, which is how a script of the field begins. Each runs in a process of its own, turn
by turn, several times; medians count, of the wall clock, of the processor, and of how many times the
loop of the same turn a run took. The first turn, which may still compile modules, does not count.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

EXAMPLES = Path(__file__).parents[1] / "examples"
LOOP = "total = 0\nfor number in range(5_000_000):\n    total += number"
RUNS = 5


@dataclass(slots=True)
class Row:
    """What Python is run with, and what was measured: seconds of each turn, of both clocks."""

    name: str
    arguments: tuple[str, ...]
    most: float | None = None
    """Seconds of the wall clock that it may take."""
    walls: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Take one turn."""
        given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        spent, begun = _children(), time.perf_counter()
        subprocess.run([sys.executable, *self.arguments], check=True, stdout=subprocess.DEVNULL, env=given)
        self.walls.append(time.perf_counter() - begun)
        self.processors.append(_children() - spent)

    def told(self, loop: "Row") -> dict[str, float | str | None]:
        """Return the medians without the first turn; `times` are those of the bare loop."""
        times = (own / bare for own, bare in zip(self.walls[1:], loop.walls[1:], strict=True))
        return {
            "command": self.name,
            "seconds": median(self.walls[1:]),
            "processor": median(self.processors[1:]),
            "times": median(times),
            "may_take": self.most,
        }


def rows() -> list[Row]:
    """Return what is run, the bare loop first."""
    bakery = str(EXAMPLES / "harbour-bakery.toml")
    return [
        Row("five million additions", ("-c", LOOP)),
        Row("import numpy, scipy.stats", ("-c", "import numpy, scipy.stats")),
        Row("outhaul --help", ("-m", "outhaul", "--help"), 0.3),
        Row("outhaul plan", ("-m", "outhaul", "plan", bakery), 3.0),
    ]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table, and keep it if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run each")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    told = parser.parse_args()
    runs, run = 1 if told.quick else RUNS, rows()
    for _ in range(runs + 1):
        for row in run:
            row.run()
    found = [row.told(run[0]) for row in run]
    print("| command | seconds | of the processor | times the loop | may take |\n|---|---|---|---|---|")
    for one in found:
        figures = f"{one['seconds']:.2f} | {one['processor']:.2f} | {one['times']:.1f}"
        print(f"| `{one['command']}` | {figures} | {one['may_take'] or ''} |")
    if told.json:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "runs": runs}
        told.json.write_text(json.dumps(machine | {"rows": found}, indent=1))


if __name__ == "__main__":
    main()
