"""Puts a page that is written in Django's language into the frame of all pages, so that there is but one."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def framed(context: Context, title: str, head: str, content: str) -> SafeString:
    """Return the whole page around `content`."""
    frame = get_template("account/framed.html", using="jinja2")
    parts: dict[str, Any] = {"title": title, "head": mark_safe(head), "content": mark_safe(content)}  # noqa: S308 -- rendered by the template that calls
    return mark_safe(frame.render(parts, context["request"]))  # noqa: S308 -- likewise
