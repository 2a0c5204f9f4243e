"""Numbers that compiled code works with: functions of single precision, and hashes.

Results are those of the functions that `Draws` uses, to seven figures; here they are so written that
the compiler turns a loop over lanes into wide instructions.
"""

import math
from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np

from outhaul.engine.risk.compiled.layout import LANES

F = np.float32
I = np.int32  # noqa: E741 -- beside F
U = np.uint64
Function = TypeVar("Function", bound=Callable[..., Any])

SAFE = {"contract", "nsz", "nnan", "ninf"}
"""Liberties with arithmetic: none that makes a sum depend on anything but its terms."""


def compiled(function: Function) -> Function:
    """Let `function` be compiled where it is called from compiled code."""
    dispatcher: Function = numba.njit(function, nogil=True, error_model="numpy", fastmath=SAFE)
    return dispatcher


def kept(function: Callable[..., None]) -> Any:
    """Let `function` be compiled when it is first called, and keep what was compiled for other processes."""
    return numba.njit(function, nogil=True, cache=True, error_model="numpy", fastmath=SAFE)


@compiled
def log(x: F) -> F:
    """Natural logarithm of a positive number (Cephes, logf)."""
    bits = F(x).view(np.int32)
    power = I(I(bits >> I(23)) - I(126))
    half = I(I(bits & I(0x7FFFFF)) | I(0x3F000000))
    m = F(I(half).view(np.float32))
    low = m < F(0.70710678)
    power = I(power - I(1)) if low else power
    m = F(m + m) if low else m
    m -= F(1.0)
    z = m * m
    p = F(7.0376836292e-2)
    p = p * m + F(-1.1514610310e-1)
    p = p * m + F(1.1676998740e-1)
    p = p * m + F(-1.2420140846e-1)
    p = p * m + F(1.4249322787e-1)
    p = p * m + F(-1.6668057665e-1)
    p = p * m + F(2.0000714765e-1)
    p = p * m + F(-2.4999993993e-1)
    p = p * m + F(3.3333331174e-1)
    scale = F(power)
    return m + (m * z * p + scale * F(-2.12194440e-4) - F(0.5) * z) + scale * F(0.693359375)


@compiled
def exp(x: F) -> F:
    """Exponential (Cephes, expf)."""
    x = min(max(x, F(-80.0)), F(80.0))
    n = F(math.floor(x * F(1.44269504088896341) + F(0.5)))
    x -= n * F(0.693359375)
    x -= n * F(-2.12194440e-4)
    p = F(1.9875691500e-4)
    p = p * x + F(1.3981999507e-3)
    p = p * x + F(8.3334519073e-3)
    p = p * x + F(4.1665795894e-2)
    p = p * x + F(1.6666665459e-1)
    p = p * x + F(5.0000001201e-1)
    p = p * x * x + x + F(1.0)
    power = I(I(I(n) + I(127)) << I(23))
    return p * F(I(power).view(np.float32))


@compiled
def normals(digits: Any, out: Any, near: Any) -> None:
    """Write the normals of uniforms `digits` / 2^30 to `out`, as `chance.single_normals` has them."""
    for i in range(LANES):
        d = I(digits[i])
        q = F(I(d - I(1 << 29))) * F(2.0**-30)
        s = F(0.425**2) - q * q
        above = ((F(5.9109374720e1) * s + F(1.5929113202e2)) * s + F(5.0434271938e1)) * s + F(3.3871327179)
        below = ((F(6.7187563600e1) * s + F(7.8757757664e1)) * s + F(1.7895169469e1)) * s + F(1.0)
        out[i] = q * above / below
        near[i] = max(F(min(d, I(I(1 << 30) - d))), F(0.125)) * F(2.0**-30)
    for i in range(LANES):
        near[i] = -log(near[i])
    for i in range(LANES):
        t = F(math.sqrt(near[i])) - F(1.6)
        above = ((F(1.7023821103e-1) * t + F(1.3067284816)) * t + F(2.7568153900)) * t + F(1.4234372777)
        below = (F(1.2021132975e-1) * t + F(7.3700164250e-1)) * t + F(1.0)
        near[i] = above / below
    for i in range(LANES):
        q = F(I(I(digits[i]) - I(1 << 29))) * F(2.0**-30)
        out[i] = math.copysign(near[i], q) if abs(q) > F(0.425) else out[i]


@compiled
def hash_of(counter: Any, key: Any) -> Any:
    """Return 64 random digits, see `large.hashed`."""
    word = U(U(counter) * U(0x9E3779B97F4A7C15)) + U(key)
    word = U(word ^ U(word >> U(30))) * U(0xBF58476D1CE4E5B9)
    word = U(word ^ U(word >> U(27))) * U(0x94D049BB133111EB)
    return U(word ^ U(word >> U(31)))


@compiled
def share(word: Any, shift: Any, bits: Any) -> F:
    """Return the uniform that some digits of a word choose, see `large.shares`."""
    step = I(U(word >> U(shift)) & U((1 << bits) - 1))
    return (F(step) + F(0.5)) * F(1.0 / (1 << bits))


@compiled
def triangle(u: Any) -> F:
    """Return a draw of the symmetric triangle on -1..1."""
    low = F(math.sqrt(F(2.0) * min(u, F(1.0) - u)))
    return low - F(1.0) if u < F(0.5) else F(1.0) - low


@compiled
def deal(stratum: Any, order: Any) -> Any:
    """Return the stratum of a place in an order, see `large._dealt`."""
    for number in range(4):
        odd = np.uint32(U(order >> U(16 * number)))
        stratum = np.uint32(
            np.uint32(stratum * np.uint32(odd | np.uint32(1))) + np.uint32(odd >> np.uint32(8))
        )
        stratum = np.uint32(stratum & np.uint32(255))
        stratum = np.uint32(stratum ^ np.uint32(stratum >> np.uint32(4)))
    return stratum


@compiled
def total_of(lanes: Any) -> float:
    """Return the sum of all lanes; always in the same order."""
    a = b = c = d = 0.0
    for i in range(0, LANES, 4):
        a += lanes[i]
        b += lanes[i + 1]
        c += lanes[i + 2]
        d += lanes[i + 3]
    return a + b + (c + d)
