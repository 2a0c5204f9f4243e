"""The model of the simulation as a spreadsheet, worked out by LibreOffice Calc without a window.

A sheet holds a row for each engagement of each scenario and one for each of its months, every cell a
formula, and another adds the months of a scenario up. Calc reads it, works all of it out and writes
what became of the scenarios; starting it is measured with an empty sheet and taken off.

    python benchmarks/simulators/with_calc.py 20 1 < plan.json
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from openpyxl import Workbook
from plain_python import told  # type: ignore[import-not-found] # the script beside this one

Plan = dict[str, Any]
NORMAL = "NORMSINV(RAND())"


def sheets(plan: Plan, count: int) -> Workbook:
    """Return the workbook of `count` scenarios; its first sheet tells what became of each."""
    book = Workbook()
    summary = book.worksheets[0]
    lives, months, shared = (book.create_sheet(name) for name in ("lives", "months", "shared"))
    for _ in range(count):
        world = _world(plan, shared)
        starts = [_engagement(plan, one, world, lives) for one in plan["engagements"]]
        first = months.max_row + 1 if months.max_row > 1 else 1
        for month in range(plan["horizon"] + 1):
            months.append(_month(plan, starts, first, month))
        last = first + plan["horizon"]
        over = "+".join(
            f'COUNTIF(months!{column}{first + 1}:{column}{last},">{free}")'
            for column, free in zip("GHI", plan["capacity"].values(), strict=False)
        )
        owner = "+".join(
            f"{one['owner_share']}*lives!B{start}*SUM(lives!K{start + 1}:K{start + plan['horizon']})"
            for one, start in zip(plan["engagements"], starts, strict=True)
        )
        summary.append(
            [
                f"=SUM(months!F{first}:F{last})",
                f"=MIN(months!E{first}:E{last})",
                f"=IF(months!C{last}<0,-1,MAX(months!D{first}:D{last}))",
                f"={over}",
                f"=({owner})/{plan['horizon']}",
            ]
        )
    return book


def _world(plan: Plan, sheet: Any) -> dict[str, int]:  # noqa: ANN401 -- a sheet
    """Write what befalls countries, currencies and the whole business, a row each; return the rows."""
    rows, spread = {}, plan["spreads"]
    sheet.append([f"={NORMAL}"])
    rows["common"] = sheet.max_row
    for place in plan["countries"]:
        drawn = ["=RAND()"] * plan["horizon"]
        sheet.append([f"={NORMAL}", *[f"={spread['growth']}*{NORMAL}"] * 2, *drawn])
        rows[place] = sheet.max_row
    for money in plan["currencies"]:
        sheet.append([f"={NORMAL}"] * 2)
        rows[money] = sheet.max_row
    return rows


def _engagement(plan: Plan, one: Plan, world: dict[str, int], sheet: Any) -> int:  # noqa: ANN401 -- a sheet
    """Write an engagement's row and its months; return its row.

    A z of productivity, B accepted, C bought, D oversight, E learning, F charges, G price, H tail.
    Months: A age, B fails, C open, D up, E slow, F price, G leaves, H money, I hours, J lost, K done.
    """
    from numpy import log  # noqa: PLC0415 -- likewise
    from scipy.special import ndtr  # noqa: PLC0415 -- once is enough

    spread, row = plan["spreads"], sheet.max_row + 1 if sheet.max_row > 1 else 1
    tail = float(ndtr(-log(one["rate_cap"] / one["rate"]) / one["market_sd"]))
    country, currency = world[one["country"]], world[one["currency"]]
    common = f"shared!$A${world['common']}"

    def mean_one(sd: float, z: str) -> str:
        return f"EXP({sd}*{z}-{sd**2 / 2})"

    redone = f"{one['rework']}*EXP({spread['rework']}*(-0.3*A{row}+SQRT(0.91)*{NORMAL}))"
    able = f"({one['productivity']}*{mean_one(spread['productivity'], f'A{row}')})"
    error = f"SQRT(0.5)*(shared!$A${country}+{NORMAL})"
    sheet.append(
        [
            f"=0.4*{common}+SQRT(0.84)*{NORMAL}",
            f"={one['hours']}*{mean_one(spread['volume'], NORMAL)}",
            f"=B{row}*(1+MIN(0.6,{redone}))/{able}",
            f"={one['mu']}*C{row}*{mean_one(spread['load'], f'(-0.4*{common}+SQRT(0.84)*{NORMAL})')}",
            f"=MIN(9,MAX(1,{one['T0']}*EXP({spread['learning']}*{NORMAL})))",
            f"=1+{spread['charges']}*(RAND()-RAND())",
            f"={one['rate']}*EXP({one['market_sd']}*NORMSINV({tail}+{1 - 2 * tail}*NORMSDIST({error})))",
        ]
    )
    for month in range(1, plan["horizon"] + 1):
        at, before = row + month, row + month - 1
        sheet.append(_live(plan, one, (row, at, before), month, (country, currency)))
    return row


def _live(plan: Plan, one: Plan, rows: tuple[int, int, int], month: int, world: tuple[int, int]) -> list[str]:
    """Return the cells of a month of an engagement."""
    (row, at, before), (country, currency), spread = rows, world, plan["spreads"]
    vacancy = f"({spread['vacancy_min']}+{spread['vacancy_max'] - spread['vacancy_min']}*RAND())"
    shock = spread["country_shock"]

    def drawn(back: int) -> str:
        return f"shared!{_column(3 + month - 1 - back)}{country}"

    stops = [f"{drawn(back)}>={shock * (3 - back) / 3}" for back in range(min(3, month))]
    price = f"F{before}" if month > 1 else f"G{row}"
    if month % 12 == 1 and month > 1:
        year, sd = "BC"[month // 12 - 1], one["fx_sd"] * 12**0.5
        move = (
            f"EXP({spread['fx_pass_through']}*({sd}*shared!{_column(month // 12 - 1)}{currency}-{sd**2 / 2}))"
        )
        price = f"{price}*MAX(1,({1 + one['rate_growth']}+shared!{year}{country})*{move})"
    fails = f"RAND()<{one['failure']}"
    missing = f"{1 - one['R0']}*EXP(-MAX(A{at}-1,0)*1.5/E${row})"
    leaves = f"RAND()<1-EXP({-one['hazard'] / 12}*MAX(0,MIN(1,A{at})))"
    back = f"(1-D{at}+J{at})*B${row}"
    paid = f"E{at}*C${row}*F{at}*(1+{one['fee']}*F${row})+{one['tool']}*F${row}"
    search = f"G{at}*{one['replacement_weeks'] / 52 * 12}*B${row}*F{at}"
    return [
        "=1" if month == 1 else f"=IF(G{before}=1,-{vacancy},A{before})+1",
        f"=IF({fails},1,0)" if month == 1 else f"=IF(G{before}=1,IF({fails},1,0),B{before})",
        f"=IF(AND({','.join(stops)}),1,0)",
        f"=MAX(0,MIN(1,A{at}))*C{at}",
        f"=D{at}/(1-{missing})",
        f"={price}",
        f"=IF(OR({leaves},AND(B{at}=1,A{at}>=3)),1,0)",
        f"={paid}+{one['home_rate']}*{back}+{search}-{one['home_rate']}*B${row}",
        f"=E{at}*D${row}*IF(A{at}<4,{one['start_load']},1)+{one['fixed_hours']}+{one['mu_home']}*{back}",
        f"=B{at}*D{at}",
        f"=D{at}-J{at}",
    ]


def _month(plan: Plan, starts: Sequence[int], first: int, month: int) -> list[str]:
    """Return A cash, B till, C and E their sums, D payback, F present value, G.. hours of each manager."""
    engagements, row = plan["engagements"], first + month
    if month:
        money = "+".join(f"lives!H{start + month}" for start in starts)
        home = "+".join(
            f"{one['mu_home'] * one['home_hour']}*lives!B{start}"
            for one, start in zip(engagements, starts, strict=True)
        )
        till = f"=-({money})-{plan['monthly']}"
    else:
        till, home = f"={-plan['once'] - sum(one['setup'] for one in engagements)}", "0"
    hours = []
    for manager in plan["capacity"]:
        own = [
            (one, start) for one, start in zip(engagements, starts, strict=True) if one["manager"] == manager
        ]
        cells = [f"lives!I{start + month}" if month else str(one["internal_hours"]) for one, start in own]
        hours.append("=" + "+".join(cells))
    cost = engagements[0]["manager_cost"]
    sums = "" if not month else f"C{row - 1}+", "" if not month else f"E{row - 1}+"
    return [
        f"=B{row}+{home}-{cost}*SUM(G{row}:{'GHIJKLMNOP'[len(hours) - 1]}{row})",
        till,
        f"={sums[0]}A{row}",
        f"=IF(C{row}<0,{month + 1},0)",
        f"={sums[1]}B{row}",
        f"=A{row}*{(1 + plan['discount_rate']) ** (-month / 12)}",
        *hours,
    ]


def _column(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def worked_out(book: Workbook) -> tuple[list[list[str]], float, float]:
    """Return the first sheet as Calc works it out, seconds of the clock and of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        book.save(path)
        office = shutil.which("soffice") or "soffice"
        own = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, own, "--headless", "--convert-to", "csv", "--outdir", folder, str(path)]
        wall, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        wall, after = time.perf_counter() - wall, getrusage(RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with path.with_suffix(".csv").open(encoding="utf-8") as file:
            return list(csv.reader(file)), wall, processor


def main() -> None:
    """Live, and tell what it took."""
    plan, count = json.load(sys.stdin), int(sys.argv[1])
    empty = Workbook()
    empty.worksheets[0].append(["=1+1"])
    _, idle_wall, idle = worked_out(empty)
    rows, wall, processor = worked_out(sheets(plan, count))
    names = ("npv", "lowest", "payback", "overload", "owner_hours")
    found = [dict(zip(names, map(float, row), strict=True)) for row in rows]
    told(found, wall - idle_wall, processor - idle)


if __name__ == "__main__":
    main()
