"""Random numbers of one thing: generators keyed by name, even samples, the laws they are turned into."""

from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.engagement.course import Array
from outhaul.engine.normal import quantile

STRATA: Final = 256
"""Scenarios in a row that are stratified in each single number: a prefix is a sample of its own."""
NOTHING: Final = 1e-9
"""Eigenvalues of a correlation matrix that are zero but for rounding."""
DIGITS: Final = 12
"""Decimals of a root that every machine agrees on."""
AT_ONCE: Final = 65_536
"""Numbers that are turned into normals at once: few calls, and little memory that is used again."""

Singles = NDArray[np.float32]

MIDDLE: Final = 0.425
"""Distance from the median beyond which a normal lies in a tail."""
MIDDLE_ABOVE: Final = (5.9109374720e1, 1.5929113202e2, 5.0434271938e1, 3.3871327179)
MIDDLE_BELOW: Final = (6.7187563600e1, 7.8757757664e1, 1.7895169469e1, 1.0)
TAIL_ABOVE: Final = (1.7023821103e-1, 1.3067284816, 2.7568153900, 1.4234372777)
TAIL_BELOW: Final = (1.2021132975e-1, 7.3700164250e-1, 1.0)


def generator(*key: str | int) -> np.random.Generator:
    """Return the random generator that belongs to `key`, in this and every other process."""
    text = "\x1f".join(map(str, key)).encode()
    entropy = int.from_bytes(blake2b(text, digest_size=16).digest())
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))


def stratified(random: np.random.Generator, count: int, columns: int) -> Array:
    """Return (columns, count) uniforms; each `STRATA` in a row of a column fill as many equal strata."""
    batches = -(-count // STRATA)
    strata, order = np.empty((columns, batches, STRATA)), np.tile(np.arange(STRATA), (columns, 1))
    for batch in range(batches):
        strata[:, batch] = random.permuted(order, axis=1)
        strata[:, batch] += random.random(order.shape)
    return strata.reshape(columns, -1)[:, :count] / STRATA


def normals(uniforms: Array) -> Array:
    """Return standard normals by inversion, which keeps the evenness of the uniforms."""
    tiny = 2.0**-33
    return quantile(np.clip(uniforms, tiny, 1.0 - tiny))


def single_normals(digits: NDArray[np.uint32], bits: int) -> NDArray[np.float32]:
    """Return standard normals of uniforms `digits` / 2^`bits`, by inversion to seven figures.

    Wichura, Applied Statistics 37, 1988, algorithm AS 241, PPND7. Zero counts as an eighth of the
    least uniform above it.
    """
    found = np.empty(digits.shape, dtype=np.float32)
    flat, values = digits.reshape(-1), found.reshape(-1)
    scratch = np.empty((3, min(flat.size, AT_ONCE)), dtype=np.float32)
    for start in range(0, flat.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        _invert(flat[part], 1 << bits, values[part], scratch[:, : flat[part].size])
    return found


def _invert(digits: NDArray[np.uint32], scale: int, out: Singles, scratch: Singles) -> None:
    """Write the normals of `digits` / `scale` to `out`: the middle for all, then the tails anew."""
    middle, square, below = scratch
    centred = np.subtract(digits.view(np.int32), np.int32(scale // 2), out=below.view(np.int32))
    np.multiply(centred, np.float32(1.0 / scale), out=middle, dtype=np.float32, casting="unsafe")
    np.multiply(middle, middle, out=square)
    np.subtract(np.float32(MIDDLE**2), square, out=square)
    _polynomial(square, MIDDLE_ABOVE, out)
    out *= middle
    out /= _polynomial(square, MIDDLE_BELOW, below)
    tails = np.flatnonzero(square < 0.0)
    nearest = digits[tails].view(np.int32)
    depth = np.minimum(nearest, np.int32(scale) - nearest).astype(np.float32)
    np.maximum(depth, np.float32(1 / 8), out=depth)
    depth /= np.float32(scale)
    np.sqrt(np.negative(np.log(depth, out=depth), out=depth), out=depth)
    depth -= np.float32(1.6)
    size = _polynomial(depth, TAIL_ABOVE, np.empty_like(depth))
    size /= _polynomial(depth, TAIL_BELOW, np.empty_like(depth))
    out[tails] = np.copysign(size, middle[tails])


def _polynomial(x: Singles, coefficients: tuple[float, ...], out: Singles) -> Singles:
    """Write the polynomial with the `coefficients`, that of the highest power first, to `out`."""
    np.multiply(x, np.float32(coefficients[0]), out=out)
    for coefficient in coefficients[1:-1]:
        out += np.float32(coefficient)
        out *= x
    out += np.float32(coefficients[-1])
    return out


def triangular(uniforms: Array) -> Array:
    """Return draws of the symmetric triangle on -1..1."""
    low = np.sqrt(2.0 * np.minimum(uniforms, 1.0 - uniforms))
    return np.where(uniforms < 0.5, low - 1.0, 1.0 - low)  # noqa: PLR2004 -- its middle


def nearest_correlation(matrix: Array) -> Array:
    """Return a correlation matrix near `matrix`: negative eigenvalues cut, diagonal one again."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2.0)
    positive = (vectors * np.maximum(values, 0.0)) @ vectors.T
    scale = np.sqrt(np.maximum(np.diag(positive), np.finfo(np.float64).tiny))
    nearest: Array = positive / np.outer(scale, scale)
    return nearest


def symmetric_root(matrix: Array) -> Array:
    """Return the symmetric square root: unlike Cholesky's it treats all currencies alike.

    What is left of a zero eigenvalue hangs on the machine, and its root would be a million times larger.
    """
    values, vectors = np.linalg.eigh(matrix)
    root: Array = (vectors * np.sqrt(np.where(values > NOTHING, values, 0.0))) @ vectors.T
    return np.round(root, DIGITS)
