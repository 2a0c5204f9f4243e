"""The model of the simulation as one writes it down in plain Python: one scenario after the other.

Reads a plan from standard input, lives through as many scenarios as the first argument says with the
seed of the second, and tells what it took and what came out (see benchmarks/simulation.py).

    python benchmarks/simulators/plain_python.py 100 1 < plan.json
"""

import json
import math
import sys
import time
from random import Random
from resource import RUSAGE_SELF, getrusage
from statistics import NormalDist, fmean, stdev
from typing import Any

Plan = dict[str, Any]
NORMAL = NormalDist()


def live_once(plan: Plan, random: Random, factors: list[list[float]], common: float) -> dict[str, float]:
    """Return what becomes of the plan in one scenario.

    `factors` are six standard normals of each engagement, `common` is that of the whole business.
    """
    months, spread = plan["horizon"], plan["spreads"]
    years = (months - 1) // 12
    levels = {place: random.gauss() for place in plan["countries"]}
    growth = {place: [spread["growth"] * random.gauss() for _ in range(years)] for place in plan["countries"]}
    moves = {money: [random.gauss() for _ in range(years)] for money in plan["currencies"]}
    is_open = {place: _open(random, months, spread["country_shock"]) for place in plan["countries"]}
    cash, till = [0.0] * (months + 1), [0.0] * (months + 1)
    need = {manager: [0.0] * (months + 1) for manager in plan["capacity"]}
    owner = 0.0
    for one, z in zip(plan["engagements"], factors, strict=True):
        productive = 0.4 * common + math.sqrt(1 - 0.4**2) * z[0]
        reworked = -0.3 * productive + math.sqrt(1 - 0.3**2) * z[1]
        loaded = -0.4 * common + math.sqrt(1 - 0.4**2) * z[2]
        accepted = one["hours"] * _mean_one(spread["volume"], z[3])
        redone = min(one["rework"] * math.exp(spread["rework"] * reworked), 0.6)
        able = one["productivity"] * _mean_one(spread["productivity"], productive)
        bought = accepted * (1 + redone) / able
        oversight = one["mu"] * _mean_one(spread["load"], loaded) * bought
        learning = min(max(one["T0"] * math.exp(spread["learning"] * z[4]), 1.0), 9.0)
        charges = 1 + spread["charges"] * random.triangular(-1, 1)
        fee, tool = one["fee"] * charges, one["tool"] * charges
        error = math.sqrt(0.5) * (levels[one["country"]] + z[5])
        price = one["rate"] * math.exp(one["market_sd"] * _within(error, one))
        home_money, home_hours = accepted * one["home_rate"], accepted * one["mu_home"]
        cash[0] -= one["setup"] + one["internal_hours"] * one["manager_cost"]
        till[0] -= one["setup"]
        need[one["manager"]][0] += one["internal_hours"]
        start, failing, end = 0.0, *_stay(one, random, 0.0)
        for month in range(1, months + 1):
            if month % 12 == 1 and month > 1:
                year, sd = month // 12 - 1, one["fx_sd"] * math.sqrt(12)
                move = spread["fx_pass_through"] * (sd * moves[one["currency"]][year] - sd**2 / 2)
                raised = (1 + one["rate_growth"] + growth[one["country"]][year]) * math.exp(move)
                price *= max(1.0, raised)
            age = month - start
            up = max(0.0, min(1.0, age)) if is_open[one["country"]][month - 1] else 0.0
            slow = up / (1 - (1 - one["R0"]) * math.exp(-max(age - 1, 0.0) * 1.5 / learning))
            back = 1 - up + (up if failing else 0.0)
            load = one["start_load"] if age < 4 else 1.0  # noqa: PLR2004 -- months of a start
            hours = load * slow * oversight + one["fixed_hours"] + home_hours * back
            money = slow * bought * price * (1 + fee) + tool + home_money * back
            if end == month:
                money += one["replacement_weeks"] / 52 * 12 * accepted * price
                start = month + random.uniform(spread["vacancy_min"], spread["vacancy_max"])
                failing, end = _stay(one, random, start)
            till[month] += home_money - money
            cash[month] += home_money + home_hours * one["home_hour"] - money - hours * one["manager_cost"]
            need[one["manager"]][month] += hours
            owner += one["owner_share"] * accepted * (1 - back) / months
    return _outcome(plan, cash, till, need) | {"owner_hours": owner}


def _outcome(
    plan: Plan, cash: list[float], till: list[float], need: dict[str, list[float]]
) -> dict[str, float]:
    npv, all_cash, all_till, lowest, payback = 0.0, 0.0, 0.0, math.inf, 0
    for month, (one, other) in enumerate(zip(cash, till, strict=True)):
        shared = plan["monthly"] if month else plan["once"]
        npv += (one - shared) * (1 + plan["discount_rate"]) ** (-month / 12)
        all_cash += one - shared
        all_till += other - shared
        lowest = min(lowest, all_till)
        payback = payback if all_cash >= 0 else month + 1
    overload = sum(
        hours > plan["capacity"][manager] for manager, months in need.items() for hours in months[1:]
    )
    return {
        "npv": npv,
        "lowest": lowest,
        "payback": payback if payback < len(cash) else -1,
        "overload": overload,
    }


def _stay(one: Plan, random: Random, start: float) -> tuple[bool, float]:
    """Return whether an engagement fails, and the month at whose end it ends."""
    months = 12 * random.expovariate(one["hazard"])
    failing = random.random() < one["failure"]
    return failing, math.ceil(start + (min(months, 3.0) if failing else months))


def _mean_one(sd: float, z: float) -> float:
    return math.exp(sd * z - sd**2 / 2)


def _within(z: float, one: Plan) -> float:
    """Cut the error of the market off, so that the rate never passes its cap."""
    tail = NORMAL.cdf(-math.log(one["rate_cap"] / one["rate"]) / one["market_sd"])
    return NORMAL.inv_cdf(tail + (1 - 2 * tail) * NORMAL.cdf(z))


def _open(random: Random, months: int, shock: float) -> list[bool]:
    """Tell in which months a country is open; it shuts for one, two or three of them."""
    drawn = [1.0, 1.0, *(random.random() for _ in range(months))]
    return [
        now >= shock and before >= shock * 2 / 3 and earlier >= shock / 3
        for earlier, before, now in zip(drawn, drawn[1:], drawn[2:], strict=False)
    ]


def told(found: list[dict[str, float]], wall: float, processor: float) -> None:
    """Write what it took and what came out."""
    npv = [one["npv"] for one in found]
    means = {name: fmean(one[name] for one in found) for name in found[0] if name != "npv"}
    figures = {
        "scenarios": len(found),
        "seconds": wall,
        "cpu": processor,
        "megabytes": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "mean": fmean(npv),
        "se": stdev(npv) / math.sqrt(len(npv)),
        "loss": fmean(value < 0 for value in npv),
    }
    json.dump(figures | means, sys.stdout)


def main() -> None:
    """Live, and tell what it took."""
    plan, count, random = json.load(sys.stdin), int(sys.argv[1]), Random(sys.argv[2])  # noqa: S311 -- no secret
    wall, processor = time.perf_counter(), time.process_time()
    found = []
    for _ in range(count):
        factors = [[random.gauss() for _ in range(6)] for _ in plan["engagements"]]
        found.append(live_once(plan, random, factors, random.gauss()))
    told(found, time.perf_counter() - wall, time.process_time() - processor)


if __name__ == "__main__":
    main()
