"""The same plan on machines whose processors add in another order."""

import ast
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from outhaul.engine.plan.summing import summed
from tests.prepared import PACKAGE, ROOT

BAKERY = ROOT / "examples" / "harbour-bakery.toml"
KERNELS = ("Haswell", "SkylakeX", "Prescott")
"""Of OpenBLAS: with AVX2, with AVX-512, with neither. Where there is no such processor, it takes its own."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The bakery with its books kept: two plans are nearly equal, and both lie within the gap."""
    text = BAKERY.read_text(encoding="utf-8").replace('\nlanguage = "en"\n', '\npin = "keep"\n', 1)
    path = tmp_path / "kept.toml"
    path.write_text(text, encoding="utf-8")
    return path


def told(business: Path, kernel: str) -> str:
    """Return what the command says with one of OpenBLAS's kernels."""
    given = os.environ | {"OPENBLAS_CORETYPE": kernel}
    command = [sys.executable, "-m", "outhaul", "plan", str(business)]
    return subprocess.run(command, env=given, check=True, stdout=subprocess.PIPE, text=True).stdout


def multiplied(path: Path) -> list[ast.BinOp]:
    """Return where a module multiplies matrices."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in tree if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)]


def test_a_plan_does_not_hang_on_the_order_in_which_a_processor_adds(kept: Path) -> None:
    with ThreadPoolExecutor(2) as two:
        first, *others = two.map(lambda kernel: told(kept, kernel), KERNELS)
    assert [first] * len(others) == others


def test_no_search_multiplies_matrices() -> None:
    searches = [path for path in (PACKAGE / "engine" / "plan").rglob("*.py") if "what_if" not in path.parts]
    found = [(path.name, node.lineno) for path in searches for node in multiplied(path)]
    assert found == [("crowd.py", 88)], "whole numbers add up alike in any order, others through summed()"


@pytest.mark.parametrize(("left", "right"), [((7,), (7,)), ((7,), (7, 5)), ((3, 7), (7,)), ((3, 7), (7, 5))])
def test_a_sum_is_the_product_of_matrices(left: tuple[int, ...], right: tuple[int, ...]) -> None:
    random = np.random.default_rng(1)
    weights, figures = random.random(left), random.random(right)
    np.testing.assert_allclose(summed(weights, figures), weights @ figures, rtol=1e-12)
