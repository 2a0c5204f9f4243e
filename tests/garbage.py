"""The collector of garbage, made to look less often: it else takes a tenth of the time of all tests."""

import gc
from collections.abc import Generator

import pytest

SELDOM = 50_000
"""Objects made, and not let go, after which the collector looks among the newest."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, and never again among what they and all modules are."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(SELDOM)
        gc.enable()
