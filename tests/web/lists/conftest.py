"""Pages without a server."""

import pytest

from tests.web.plain import olivia, plain_files

__all__ = ["olivia", "plain_files"]


@pytest.fixture(autouse=True)
def _without_server(plain_files: None) -> None:
    """Every test here asks Django itself."""
