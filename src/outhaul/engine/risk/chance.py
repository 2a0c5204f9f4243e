"""Random numbers of one thing: generators keyed by name, even samples, the laws they are turned into."""

from hashlib import blake2b
from typing import Final

import numpy as np

from outhaul.engine.engagement.course import Array

STRATA: Final = 256
"""Scenarios in a row that are stratified in each single number: a prefix is a sample of its own."""


def generator(*key: str | int) -> np.random.Generator:
    """Return the random generator that belongs to `key`, in this and every other process."""
    text = "\x1f".join(map(str, key)).encode()
    entropy = int.from_bytes(blake2b(text, digest_size=16).digest())
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))


def stratified(random: np.random.Generator, count: int, columns: int) -> Array:
    """Return (columns, count) uniforms; each `STRATA` in a row of a column fill as many equal strata."""
    batches = -(-count // STRATA)
    strata = np.empty((columns, batches * STRATA))
    for batch in range(batches):
        place = random.permuted(np.tile(np.arange(STRATA), (columns, 1)), axis=1)
        strata[:, batch * STRATA : (batch + 1) * STRATA] = (place + random.random(place.shape)) / STRATA
    return strata[:, :count]


def normals(uniforms: Array) -> Array:
    """Return standard normals by inversion, which keeps the evenness of the uniforms."""
    from scipy.special import ndtri  # noqa: PLC0415 -- the command line feels its import

    tiny = 2.0**-33
    values: Array = ndtri(np.clip(uniforms, tiny, 1.0 - tiny))
    return values


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
    """Return the symmetric square root: unlike Cholesky's it treats all currencies alike."""
    values, vectors = np.linalg.eigh(matrix)
    root: Array = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return root
