"""The form above a list: kept as it looks while nothing is asked for, which is how most look at a list."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django import forms
from django.template import engines
from django.utils.translation.trans_real import DjangoTranslation, catalog
from markupsafe import Markup

Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Each field whose options the business itself brings, and these."""


class Asking(forms.Form):
    """Fields that may all be left empty; one that is wrong does not matter."""

    def __init__(self, choices: Choices, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        for name, options in choices:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so
            field.choices = options
        self.is_valid()

    @cached_property
    def written(self) -> Mapping[str, Markup]:
        """Each field with its label, as pages show it."""
        environment: Any = engines["jinja2"]
        form_field = environment.env.get_template("ui.html").module.form_field
        return {name: form_field(self[name]) for name in self.fields}


Form = TypeVar("Form", bound=Asking)


def asked(kind: type[Form], choices: Choices, data: Mapping[str, Any]) -> Form:
    """Return the form with what `data` asks for; where that is nothing, one that is kept, to be read only."""
    if kind.base_fields.keys().isdisjoint(data):
        return _untouched(kind, choices, catalog())  # type: ignore[return-value] # of that kind
    return kind(choices, data)


@lru_cache(maxsize=256)
def _untouched(kind: type[Asking], choices: Choices, _catalog: DjangoTranslation) -> Asking:
    return kind(choices, {})
