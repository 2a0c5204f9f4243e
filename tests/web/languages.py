"""What a page says in its own language, and what it marks as English."""

from html.parser import HTMLParser

LETTERS = 4
"""Fewest letters of what could be a word of either language; "h" and "USD" are alike in both."""


class Reader(HTMLParser):
    """Collects the texts of a page: those in the language of the page, and those marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.own: set[str] = set()
        self.english: set[str] = set()
        self._inside: list[str] = []
        """Open elements since one that is marked as English."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside or (tag != "html" and ("lang", "en") in attrs):
            self._inside.append(tag)
        self._keep(*(value or "" for name, value in attrs if name in {"aria-label", "title", "data-label"}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def _keep(self, *texts: str) -> None:
        kept = self.english if self._inside else self.own
        kept.update(" ".join(text.split()) for text in texts if sum(map(str.isalpha, text)) >= LETTERS)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader
