"""Sobol indices against their closed forms."""

import numpy as np
import pytest

from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.indices import sobol_indices


def ishigami(uniforms: Array) -> Array:
    x = np.pi * (2 * uniforms - 1)
    found: Array = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return found


def g_function(uniforms: Array) -> Array:
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    found: Array = np.prod((np.abs(4 * uniforms - 2) + a) / (1 + a), axis=1)
    return found


def test_ishigami() -> None:
    found = sobol_indices(ishigami, 3, power=14, random=np.random.default_rng(1))
    assert found.variance == pytest.approx(13.8446, rel=0.01)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)


def test_g_function() -> None:
    found = sobol_indices(g_function, 8, power=14, random=np.random.default_rng(1))
    assert found.variance == pytest.approx(0.46542, rel=0.01)
    assert found.first[:2] == pytest.approx([0.7162, 0.1790], abs=0.01)
    assert float(found.total[0]) == pytest.approx(0.7871, abs=0.01)


def test_an_input_without_effect_has_no_share() -> None:
    found = sobol_indices(lambda uniforms: uniforms[:, 0], 2, random=np.random.default_rng(1))
    assert (round(float(found.first[0]), 2), float(found.first[1]), float(found.total[1])) == (1.0, 0.0, 0.0)
