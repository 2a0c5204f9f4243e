"""The model of the simulation as one writes it down with NumPy: whole vectors, month after month.

Reads a plan from standard input, lives through as many scenarios as the first argument says with the
seed of the second, and tells what it took and what came out (see benchmarks/simulation.py).

    python benchmarks/simulators/plain_numpy.py 10000 1 < plan.json
"""

import json
import sys
import time
from resource import RUSAGE_SELF, getrusage
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plan = dict[str, Any]
Numbers = NDArray[Any]


def live(plan: Plan, count: int, seed: int) -> dict[str, Numbers]:  # noqa: PLR0915 -- written as it is thought
    """Return NPV, payback month, lowest cash, owner hours and overload of `count` scenarios."""
    rng, months, spread = np.random.default_rng(seed), plan["horizon"], plan["spreads"]
    years = (months - 1) // 12
    common = rng.standard_normal(count)
    levels = {place: rng.standard_normal(count) for place in plan["countries"]}
    growth = {place: spread["growth"] * rng.standard_normal((years, count)) for place in plan["countries"]}
    moves = {money: rng.standard_normal((years, count)) for money in plan["currencies"]}
    is_open = {place: _open(rng, months, count, spread["country_shock"]) for place in plan["countries"]}
    cash, till = np.zeros((2, months + 1, count))
    need = {manager: np.zeros((months + 1, count)) for manager in plan["capacity"]}
    owner = np.zeros(count)
    for one in plan["engagements"]:
        z = rng.standard_normal((6, count))
        productive = 0.4 * common + np.sqrt(1 - 0.4**2) * z[0]
        reworked = -0.3 * productive + np.sqrt(1 - 0.3**2) * z[1]
        loaded = -0.4 * common + np.sqrt(1 - 0.4**2) * z[2]
        accepted = one["hours"] * _mean_one(spread["volume"], z[3])
        redone = np.minimum(one["rework"] * np.exp(spread["rework"] * reworked), 0.6)
        able = one["productivity"] * _mean_one(spread["productivity"], productive)
        bought = accepted * (1 + redone) / able
        oversight = one["mu"] * _mean_one(spread["load"], loaded) * bought
        learning = np.clip(one["T0"] * np.exp(spread["learning"] * z[4]), 1, 9)
        charges = 1 + spread["charges"] * rng.triangular(-1, 0, 1, count)
        fee, tool = one["fee"] * charges, one["tool"] * charges
        error = np.sqrt(0.5) * levels[one["country"]] + np.sqrt(0.5) * z[5]
        price = one["rate"] * np.exp(one["market_sd"] * _within(error, one))
        home_money, home_hours = accepted * one["home_rate"], accepted * one["mu_home"]
        setup = one["setup"] + one["internal_hours"] * one["manager_cost"]
        cash[0] -= setup
        till[0] -= one["setup"]
        need[one["manager"]][0] += one["internal_hours"]
        age, vacancy = np.zeros(count), np.zeros(count)
        failing = rng.random(count) < one["failure"]
        for month in range(1, months + 1):
            if month % 12 == 1 and month > 1:
                year, sd = month // 12 - 1, one["fx_sd"] * np.sqrt(12)
                move = spread["fx_pass_through"] * (sd * moves[one["currency"]][year] - sd**2 / 2)
                raised = (1 + one["rate_growth"] + growth[one["country"]][year]) * np.exp(move)
                price = price * np.maximum(1, raised)
            age = age + 1
            there = np.clip(age, 0, 1)
            up = np.where(is_open[one["country"]][month - 1], there, 0)
            learned = 1 - (1 - one["R0"]) * np.exp(-np.maximum(age - 1, 0) * 1.5 / learning)
            slow = up / learned
            lost = np.where(failing, up, 0)
            load = np.where(age < 4, one["start_load"], 1) * slow * oversight  # noqa: PLR2004 -- a start
            hours = load + one["fixed_hours"] + home_hours * (1 - up + lost)
            leaves = rng.random(count) < 1 - np.exp(-one["hazard"] / 12 * there)
            leaves = leaves | (failing & (age >= 3))  # noqa: PLR2004 -- months of a start
            money = slow * bought * price * (1 + fee) + tool + home_money * (1 - up + lost)
            money = money + np.where(leaves, one["replacement_weeks"] / 52 * 12 * accepted * price, 0)
            till[month] += home_money - money
            cash[month] += home_money + home_hours * one["home_hour"] - money - hours * one["manager_cost"]
            need[one["manager"]][month] += hours
            owner += one["owner_share"] * accepted * (up - lost) / months
            vacancy = rng.uniform(spread["vacancy_min"], spread["vacancy_max"], count)
            age = np.where(leaves, -vacancy, age)
            failing = np.where(leaves, rng.random(count) < one["failure"], failing)
    return _outcome(plan, cash, till, need, owner)


def _outcome(
    plan: Plan, cash: Numbers, till: Numbers, need: dict[str, Numbers], owner: Numbers
) -> dict[str, Numbers]:
    for flows in (cash, till):
        flows[0] -= plan["once"]
        flows[1:] -= plan["monthly"]
    discounts = (1 + plan["discount_rate"]) ** (-np.arange(cash.shape[0]) / 12)
    short = np.cumsum(cash, axis=0) < 0
    last = short.shape[0] - np.argmax(short[::-1], axis=0)
    payback = np.where(short.any(axis=0), last, 0)
    found = {
        "npv": discounts @ cash,
        "lowest": np.cumsum(till, axis=0).min(axis=0),
        "payback": np.where(payback >= short.shape[0], -1, payback),
        "owner_hours": owner,
    }
    for manager, hours in need.items():
        found[f"overload {manager}"] = (hours[1:] > plan["capacity"][manager]).sum(axis=0)
    return found


def _mean_one(sd: float, z: Numbers) -> Numbers:
    return np.exp(sd * z - sd**2 / 2)


def _within(z: Numbers, one: Plan) -> Numbers:
    """Cut the error of the market off, so that the rate never passes its cap."""
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 -- once is enough

    tail = ndtr(-np.log(one["rate_cap"] / one["rate"]) / one["market_sd"])
    within: Numbers = ndtri(tail + (1 - 2 * tail) * ndtr(z))
    return within


def _open(rng: np.random.Generator, months: int, count: int, shock: float) -> Numbers:
    """Tell in which months a country is open; it shuts for one, two or three of them."""
    drawn = rng.random((months, count))
    is_open = drawn >= shock
    is_open[1:] &= drawn[:-1] >= shock * 2 / 3
    is_open[2:] &= drawn[:-2] >= shock / 3
    return is_open


def main() -> None:
    """Live, and tell what it took."""
    plan, count, seed = json.load(sys.stdin), int(sys.argv[1]), int(sys.argv[2])
    live(plan, 16, seed)
    wall, processor = time.perf_counter(), time.process_time()
    found = live(plan, count, seed)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    npv = found["npv"]
    told = {
        "scenarios": count,
        "seconds": wall,
        "cpu": processor,
        "megabytes": getrusage(RUSAGE_SELF).ru_maxrss / 1024,
        "mean": float(npv.mean()),
        "se": float(npv.std(ddof=1) / np.sqrt(count)),
        "loss": float((npv < 0).mean()),
        "payback": float(found["payback"].mean()),
        "overload": float(sum(found[name].mean() for name in found if name.startswith("overload"))),
        "lowest": float(found["lowest"].mean()),
        "owner_hours": float(found["owner_hours"].mean()),
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
