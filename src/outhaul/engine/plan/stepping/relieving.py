"""A plan past its limits brought within them, at the least cost for each part of what is passed.

Managers swap work first, which costs next to nothing. What no swap brings within the limits is given
another option, another manager, or up: the step that costs least for what it relieves, one after another,
so that a limit passed by a little does not take the largest saving.
"""

from typing import Final

import numpy as np

from outhaul.engine.plan.stepping.nudging import nudged_on
from outhaul.engine.plan.stepping.standing import Ground, Standing
from outhaul.engine.plan.stepping.steps import Plan
from outhaul.engine.plan.stepping.swapping import swapped
from outhaul.engine.plan.stepping.weighing import ROOM

STEPS: Final = 200
"""Steps that relieve, at most."""
TURNS: Final = 3
"""How often steps and swaps follow each other, at most."""


def relieved(ground: Ground, plan: Plan) -> Plan:
    """Return a plan within the limits, as far as swaps and steps lead there from `plan`."""
    every = ground.every()
    for _ in range(STEPS):
        plan = swapped(ground, plan)
        now = Standing.of(ground, every, plan)
        less = now.passed - now.weighed.passed
        helps = np.flatnonzero(less > ROOM)
        if not now.passed or not helps.size:
            break
        dearer = now.weighed.cost[helps] - now.cost
        price = np.where(dearer > 0, dearer / less[helps], dearer * less[helps])
        plan = now.after(now.pairs, helps[int(price.argmin())])
    return plan


def improved(ground: Ground, plan: Plan) -> Plan:
    """Return where single steps and swaps, in turn, lead from `plan`, as long as they help."""
    energy = np.inf
    for _ in range(TURNS):
        option, manager = nudged_on(ground, plan.option, plan.manager)
        stepped = swapped(ground, Plan(option=option, manager=manager))
        now = Standing.of(ground, ground.near(stepped), stepped)
        if now.least >= energy:
            break
        plan, energy = stepped, now.least
    return plan
