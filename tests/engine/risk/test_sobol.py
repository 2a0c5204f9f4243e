"""Sobol points and the normals they become."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import qmc

from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.chance import generator, single_normals
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.sobol import BITS, Sobol, plain_directions


@settings(deadline=None, max_examples=20)
@given(dimensions=st.integers(1, 400), seed=st.integers(0, 10**6), chunk=st.integers(0, 7))
def test_any_chunk_has_the_points_of_scipy(dimensions: int, seed: int, chunk: int) -> None:
    known = qmc.Sobol(dimensions, scramble=True, bits=BITS, rng=generator(seed)).random_base2(8)
    found = Sobol.scrambled(plain_directions(dimensions), generator(seed)).chunk(chunk, 5)
    assert np.array_equal(found / 2.0**BITS, known[32 * chunk : 32 * (chunk + 1)].T)


def test_there_are_no_more_dimensions_than_numbers_are_known_for() -> None:
    with pytest.raises(ValueError, match="at most 21,201 dimensions"):
        plain_directions(21_202)


def test_normals_in_single_precision_are_right_to_seven_figures() -> None:
    digits = np.random.default_rng(1).integers(1, 2**BITS, (3, 40_000), dtype=np.uint32)
    digits[0, :6] = (1, 2, 2**29, 2**BITS - 1, 80_530_637, 993_211_187)
    exact = ndtri(digits / 2.0**BITS)
    np.testing.assert_allclose(single_normals(digits, BITS), exact, rtol=1e-6, atol=1e-6)


def test_zero_has_a_normal_too() -> None:
    (found,) = single_normals(np.zeros(1, dtype=np.uint32), BITS).tolist()
    assert found == pytest.approx(float(ndtri(2.0**-33)), rel=1e-6)


def test_what_two_threads_ask_for_is_made_once() -> None:
    shelf, made, together = Shelf(), [], Barrier(2)

    def make() -> Array:
        made.append(1)
        return np.zeros(10)

    def ask(_number: int) -> Array:
        together.wait()
        return shelf.get(("a",), make)

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(ask, range(2))
    assert (one is other, made) == (True, [1])
