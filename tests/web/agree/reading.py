"""What a page says to somebody who reads it."""

import html
import re

from django.http import HttpResponseBase


def plain(answer: HttpResponseBase) -> str:
    """Return the words of a page, without its tags, each run of blanks as one."""
    page = answer.content.decode()  # type: ignore[attr-defined] # no page here is streamed
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
