"""Room made for work that found no manager: others swap managers, so that what is left stands together."""

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats, Ints
from outhaul.engine.plan.wide.seating import ROUNDING, Seats, state_of

SWAPS = 400
"""Most swaps for one plan."""


def packed(seats: Seats, option: Ints) -> Seats:
    """Seat those of `option` (P,) that have no place, swapping others until they fit or nothing helps."""
    crowd = seats.crowd
    waiting = np.flatnonzero(seats.option < 0)
    waiting = waiting[np.argsort(-crowd.amounts[0, option[waiting]], kind="stable")]
    for p in waiting:
        for _ in range(SWAPS):
            if _placed(seats, int(p), int(option[p])) or not _swapped(seats, int(option[p])):
                break
    return state_of(crowd, seats.option, seats.manager, seats.left, seats.hired)


def _placed(seats: Seats, p: int, option: int) -> bool:
    crowd = seats.crowd
    need = crowd.amounts[:, option]
    fits = crowd.able[crowd.kind[option]] & seats.hired & (seats.left + ROUNDING >= need[:, None]).all(axis=0)
    who = np.flatnonzero(fits)
    if not who.size:
        return False
    manager = who[seats.left[0, who].argmin()]
    seats.option[p], seats.manager[p] = option, manager
    seats.left[:, manager] -= need
    return True


def _swapped(seats: Seats, option: int) -> bool:
    """Make a room that `option` could use larger, by moving one piece of work away or swapping two."""
    crowd = seats.crowd
    jobs = np.flatnonzero((seats.option >= 0) & (crowd.amounts[0, seats.option] > 0))
    o, m = seats.option[jobs], seats.manager[jobs]
    useful = crowd.able[crowd.kind[option]] & seats.hired
    amount, left = crowd.amounts[:, o], seats.left
    able = crowd.able[crowd.kind[o]]  # (J, M)
    need = float(crowd.amounts[0, option])
    best = ROUNDING
    step: tuple[str, int, int] | None = None
    away = _fits(left[:, None, :] >= amount[:, :, None] - ROUNDING) & able & seats.hired
    away &= np.arange(left.shape[1]) != m[:, None]
    away &= useful[m][:, None]
    gain = _worth(left[0, m][:, None], amount[0][:, None], left[0][None, :], useful[None, :], need)
    gain[~away] = -np.inf
    if gain.size and gain.max() > best:
        best = float(gain.max())
        step = ("away", *divmod(int(gain.argmax()), gain.shape[1]))
    more = amount[:, :, None] - amount[:, None, :]  # what i frees if j comes instead
    swap = _fits(left[:, m][:, :, None] + more >= -ROUNDING) & _fits(
        left[:, m][:, None, :] - more >= -ROUNDING
    )
    swap &= able[:, m] & able[:, m].T & (m[:, None] != m) & (more[0] > 0) & useful[m][:, None]
    gain = _worth(left[0, m][:, None], more[0], left[0, m][None, :], useful[m][None, :], need)
    gain[~swap] = -np.inf
    if gain.size and gain.max() > best:
        best = float(gain.max())
        step = ("swap", *divmod(int(gain.argmax()), gain.shape[1]))
    if step is None:
        return False
    way, i, j = step
    here, there = int(m[i]), j if way == "away" else int(m[j])
    freed = amount[:, i] if way == "away" else more[:, i, j]
    seats.left[:, here] += freed
    seats.left[:, there] -= freed
    seats.manager[jobs[i]] = there
    if way == "swap":
        seats.manager[jobs[j]] = here
    return True


def _fits(each: Bools) -> Bools:
    return np.asarray(each.all(axis=0))


def _worth(here: Floats, freed: Floats, there: Floats, useful: Bools, need: float) -> Floats:
    """By how much a step brings what is left together: squares of room, up to what is needed."""
    gain = np.minimum(here + freed, need) ** 2 - np.minimum(here, need) ** 2
    loss = np.minimum(there, need) ** 2 - np.minimum(there - freed, need) ** 2
    return np.asarray(gain - np.where(useful, loss, 0.0))
