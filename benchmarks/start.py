"""How long the command line takes to start, and a whole plan of the bakery from start to end.

Each is run several times in a process of its own; the median counts, of the wall clock and of the
processor. The first run, which may still compile modules, does not count.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

EXAMPLES = Path(__file__).parents[1] / "examples"
COMMANDS: dict[str, tuple[tuple[str, ...], float]] = {
    "outhaul --help": (("--help",), 0.3),
    "outhaul plan": (("plan", str(EXAMPLES / "harbour-bakery.toml")), 3.0),
}
"""Command -> its arguments, and the seconds of the wall clock that it may take."""
RUNS = 5


def measured(arguments: tuple[str, ...], runs: int) -> tuple[float, float]:
    """Return the seconds of the wall clock and of the processor."""
    walls, processors = [], []
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs + 1):
        spent, begun = _children(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "outhaul", *arguments], check=True, stdout=subprocess.DEVNULL, env=given
        )
        walls.append(time.perf_counter() - begun)
        processors.append(_children() - spent)
    return median(walls[1:]), median(processors[1:])


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table, and keep it if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run each")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    told = parser.parse_args()
    runs = 1 if told.quick else RUNS
    rows = []
    print("| command | seconds | of the processor | may take |\n|---|---|---|---|")
    for name, (arguments, most) in COMMANDS.items():
        wall, processor = measured(arguments, runs)
        rows.append({"command": name, "seconds": wall, "processor": processor, "may_take": most})
        print(f"| `{name}` | {wall:.2f} | {processor:.2f} | {most:.1f} |", flush=True)
    if told.json:
        machine = {"python": platform.python_version(), "machine": platform.machine(), "runs": runs}
        told.json.write_text(json.dumps(machine | {"rows": rows}, indent=1))


if __name__ == "__main__":
    main()
