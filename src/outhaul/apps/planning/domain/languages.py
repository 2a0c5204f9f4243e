"""The language in which a business agrees and writes to the other side: its own, where we speak it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import itself


def language_of(business: Business) -> str:
    """Return the first language that the business told of itself; English where the application lacks it."""
    first = next(iter(itself(business).get("languages") or {}), "")
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@contextmanager
def in_language_of(business: Business) -> Iterator[None]:
    """Write in the language of the business."""
    with translation.override(language_of(business)):
        yield
