"""`outhaul risk` and `outhaul compile`."""

from pathlib import Path

import msgspec
import pytest

from tests.cli.conftest import command

BAKERY = Path("examples/harbour-bakery.toml")


def test_a_sample_out_of_range_is_wrong_input() -> None:
    done = command("risk", str(BAKERY), "--scenarios", "64")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "outhaul: --scenarios: 64 is out of range. Give a number from 2,048 to 20,000,000.\n"
