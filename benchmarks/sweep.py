"""A folder of small businesses planned by `outhaul sweep`, beside `outhaul plan` called for each file.

A business here has one manager and one process that is pinned to stay, and 64 x 8 futures: what is measured
is what the sweep itself costs, and whether a business costs the same among a hundred and among ten thousand.
The last rows are folders of files that are refused at once, because a country is missing: reading, handing
out, keeping the answer and writing the workbook, without a plan.
Processor time and memory are those of all processes of a command, read from /proc while it runs.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from outhaul import __version__

SIZES, FULL, QUICK = (100, 1_000), (100, 1_000, 10_000), (20, 100)
REFUSED = 'country = "US"\n', ""
"""What is left out of a file that is refused."""
EACH = 5
"""Files that `outhaul plan` is called for; the rest is reckoned from them."""
LOOK_EVERY = 0.1
"""Seconds between two looks at what runs."""
BUSINESS = """
[business]
name = "Client {number}"
country = "US"
currency = "USD"
time_zone = "America/New_York"
languages = {{ en = "C2" }}
capital_budget = 5000

[[managers]]
id = "marco"
free_hours_per_month = {hours}
cost_per_hour = 42

[[processes]]
id = "books"
occupation = "bookkeeping"
pin = "keep"
"""
HEADINGS = ("businesses", "s", "CPU s", "CPU ms a business", "ratio", "MB", "MB a worker")
CHANCE = ("--scenarios", "64")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock and of processors, and the largest processes in MB."""

    businesses: int
    seconds: float
    cpu_seconds: float
    megabytes: float
    """Of the command itself."""
    worker_megabytes: float
    """Of the largest of its workers."""

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the processor for a business."""
        return 1000 * self.cpu_seconds / self.businesses


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20 and 100 businesses")
    parser.add_argument("--full", action="store_true", help="10,000 businesses, too")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)), help="at once")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write what was measured, too")
    options = parser.parse_args()
    sizes = QUICK if options.quick else FULL if options.full else SIZES
    with tempfile.TemporaryDirectory() as made:
        alone = [_cost(1, "plan", _file(Path(made), number, BUSINESS), "--json") for number in range(EACH)]
        single = Cost(
            businesses=EACH,
            seconds=sum(cost.seconds for cost in alone),
            cpu_seconds=sum(cost.cpu_seconds for cost in alone),
            megabytes=max(cost.megabytes for cost in alone),
            worker_megabytes=0.0,
        )
        print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}")
        _tell(f"`outhaul plan`, {EACH} times", single, single)
        swept, refused = [], []
        for size in sizes:
            cost = _swept(Path(made) / f"planned-{size}", size, options.workers, BUSINESS)
            _tell(f"{size:,}", cost, single)
            swept.append(cost)
        for size in QUICK if options.quick else FULL:
            text = BUSINESS.replace(*REFUSED)
            cost = _swept(Path(made) / f"refused-{size}", size, options.workers, text)
            _tell(f"{size:,} refused", cost, single)
            refused.append(cost)
    if options.json:
        told: dict[str, object] = {
            "outhaul": __version__,
            "python": platform.python_version(),
            "machine": platform.platform(),
        }
        told |= {"workers": options.workers, "plan": asdict(single), "sweep": [asdict(one) for one in swept]}
        told |= {"refused": [asdict(one) for one in refused]}
        options.json.write_text(json.dumps(told, indent=1))


def _file(folder: Path, number: int, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"client-{number:05}.toml"
    path.write_text(text.format(number=number, hours=20 + number % 50), encoding="utf-8")
    return path


def _swept(folder: Path, size: int, workers: int, text: str) -> Cost:
    for number in range(size):
        _file(folder, number, text)
    return _cost(size, "sweep", folder, "--workers", str(workers))


def _cost(businesses: int, command: str, *words: str | Path) -> Cost:
    """Run a command of Outhaul in a session of its own, and look at all that runs in it until it ends."""
    code = "from outhaul.cli import main; main()"
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, command, *map(str, words), *CHANCE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        seen: dict[int, tuple[float, float]] = {}
        while running.poll() is None:
            for pid, (cpu, megabytes) in _session(running.pid).items():  # one that ends tells no memory
                seen[pid] = cpu, max(megabytes, seen.get(pid, (0.0, 0.0))[1])
            time.sleep(LOOK_EVERY)
    if running.returncode not in {0, 1}:
        raise SystemExit(f"outhaul {command} ended with {running.returncode}")
    memory = {pid: megabytes for pid, (_, megabytes) in seen.items()}
    own = memory.pop(running.pid)
    return Cost(
        businesses,
        time.perf_counter() - start,
        sum(cpu for cpu, _ in seen.values()),
        own,
        max(memory.values(), default=0.0),
    )


def _session(leader: int) -> dict[int, tuple[float, float]]:
    """Return process -> its seconds of the processor and its peak memory, for all of a session."""
    found = {}
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != leader:
                continue
            status = (path / "status").read_text()
        except OSError:
            continue  # it ended meanwhile
        peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), "0")
        found[int(path.name)] = (int(fields[11]) + int(fields[12])) / TICKS, int(peak) / 1024
    return found


def _tell(name: str, cost: Cost, single: Cost) -> None:
    ratio = single.cpu_ms / cost.cpu_ms
    figures = f"{cost.seconds:.0f} | {cost.cpu_seconds:.0f} | {cost.cpu_ms:.0f} | {ratio:.1f}"
    print(f"| {name} | {figures} | {cost.megabytes:.0f} | {cost.worker_megabytes:.0f} |", flush=True)


if __name__ == "__main__":
    main()
