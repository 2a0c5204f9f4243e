"""The language that Django has active, for the layers below that know nothing of Django."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from outhaul.wording.tongue import ENGLISH, speaking


class DjangoTongue:
    """Speaks whatever language Django has active, from its catalogue."""

    @property
    def language(self) -> str:
        """Its code."""
        return translation.get_language() or ENGLISH

    def gettext(self, text: str) -> str:
        """Return `text` in the language that is active."""
        return translation.gettext(text)

    def pgettext(self, context: str, text: str) -> str:
        """Return `text` as it is meant in `context`."""
        return translation.pgettext(context, text)

    def ngettext(self, one: str, several: str, count: int) -> str:
        """Return the form for `count` things."""
        return translation.ngettext(one, several, count)


@contextmanager
def told_in(language: str) -> Iterator[None]:
    """Tell everything in `language` from here to the end of the block, outside of a request."""
    with translation.override(language), speaking(DjangoTongue()):
        yield
