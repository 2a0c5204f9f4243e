"""The standard normal law of arrays, beside SciPy's."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from outhaul.engine.normal import AT_ONCE, quantile, share_below


def test_the_share_below_a_value_is_that_of_scipy_to_15_decimals() -> None:
    z = np.linspace(-40.0, 40.0, 2 * AT_ONCE + 1)
    assert share_below(z) == pytest.approx(ndtr(z), abs=1e-15, rel=0)


def test_the_value_below_which_a_share_lies_is_that_of_scipy_to_15_figures() -> None:
    tails = 10.0 ** -np.linspace(1.0, 300.0, AT_ONCE)
    shares = np.concatenate([tails, np.linspace(0.01, 0.99, AT_ONCE + 1)])
    assert quantile(shares) == pytest.approx(ndtri(shares), rel=2e-15, abs=1e-16)


def test_nothing_is_left_beyond_every_value() -> None:
    assert share_below(np.array([-np.inf, 0.0, np.inf])).tolist() == [0.0, 0.5, 1.0]


def test_single_precision_stays_single() -> None:
    shares: Any = np.array([[0.25], [0.5]], dtype=np.float32)
    assert quantile(shares).dtype == np.float32
    assert quantile(shares).shape == (2, 1)


def test_a_plan_does_not_wait_for_the_import_of_scipy() -> None:
    code = (
        "import sys; import outhaul.engine.plan.make as make\n"
        "from outhaul.engine.risk.chance import normals\n"
        "from outhaul.engine.risk.sobol import plain_directions\n"
        "normals(plain_directions(2) / 2.0**30); print('scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
