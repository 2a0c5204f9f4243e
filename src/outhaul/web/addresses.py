"""Addresses of pages, each worked out once: this page and the next name the same ones again and again."""

from collections.abc import Hashable
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, /, *args: Hashable, **kwargs: Hashable) -> str:
    """Return the address of the page called `name`, as Django's `reverse` does."""
    return _address(name, args, tuple(kwargs.items()), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=8192)
def _address(
    name: str,
    args: tuple[Hashable, ...],
    kwargs: tuple[tuple[str, Hashable], ...],
    urlconf: str | None,
    _prefix: str,
) -> str:
    return reverse(name, urlconf, args=args, kwargs=dict(kwargs))
