"""Pages of the way from a brief to an agreement, asked without a server."""

import pytest

from tests.web.plain import body, made, olivia, plain_files

__all__ = ["body", "made", "olivia", "plain_files"]


@pytest.fixture(autouse=True)
def _without_server(plain_files: None) -> None:
    """Every test here asks Django itself."""
