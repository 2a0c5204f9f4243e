"""Choices above a list, written straight: a template for each option takes longer than the list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


class Select(forms.Select):
    """A choice among options that stand side by side, as Django writes it."""

    of_option = ""
    """Attributes of each option that has a value."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401 -- Django's own
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ANN401, ARG002 -- likewise
    ) -> SafeString:
        """Return the whole choice."""
        told = {"name": name, **self.build_attrs(self.attrs, attrs)}
        chosen = set(self.format_value(value))
        options = "".join(self._written(self.choices, chosen))
        return mark_safe(f"<select{_attributes(told)}>\n{options}</select>")  # noqa: S308 -- escaped below

    def _written(self, choices: Iterable[Any], chosen: set[str]) -> Iterable[str]:
        for value, label in choices:
            key = "" if value is None else str(value)
            is_chosen = " selected" if key in chosen else ""
            of_option = self.of_option if key else ""
            yield f'  <option value="{escape(key)}"{of_option}{is_chosen}>{escape(label)}</option>\n'


def _attributes(told: dict[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(value)}"'
        for name, value in told.items()
        if value is not False and value is not None
    )
