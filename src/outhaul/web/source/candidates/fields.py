"""Fields of forms in which names are typed and several things stand below one another."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _

from outhaul.documents.candidates_file.cells import joined, parts
from outhaul.documents.candidates_file.names import occupation_code
from outhaul.reference.tables import load
from outhaul.web.fields.choices import choices_of, code_of, label_of, near
from outhaul.web.lists.selects import Select


class EnglishOptions(Select):
    """A choice whose options are English in every language, but for the one that says "any"."""

    of_option = ' lang="en"'


class NamedField(forms.CharField):
    """A name out of a list of the page (a datalist): countries, zones, languages, currencies, occupations."""

    def __init__(self, of: str, **more: Any) -> None:  # noqa: ANN401 -- Django's own
        self.of = of
        attrs = {"list": f"list-{of}", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), required=False, max_length=120, **more)

    def clean(self, value: Any) -> str:  # noqa: ANN401 -- Django's own
        """Return the code of the name. Raises ValidationError with what may have been meant."""
        text = " ".join(str(super().clean(value) or "").split())
        code = _code(self.of, text)
        if text and not code:
            told = _("“%(text)s” is not in the list.") % {"text": text}
            meant = near(self.of, text, _language(), load())
            hint = _("Did you mean %(names)s?") % {"names": ", ".join(meant)} if meant else ""
            raise forms.ValidationError(f"{told} {hint}".strip())
        return code

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 -- Django's own
        """Return the name of a code; what somebody typed stays as it is."""
        if self.of == "occupations" and value in load().occupations:
            return load().occupations[value].title
        return label_of(self.of, value, _language(), load()) if value else value


def _language() -> str:
    return translation.get_language() or "en"


def _code(of: str, text: str) -> str:
    reference = load()
    code = code_of(of, text, _language(), reference)
    if of == "occupations":
        ready = reference.catalogue.get(code)
        return ready.occupation if ready else occupation_code(code, reference)
    return code if code in {choice.value for choice in choices_of(of, _language(), reference)} else ""


class LinesField(forms.CharField):
    """Several things, one a line; semicolons and commas part them, too."""

    def __init__(self, rows: int = 3, **more: Any) -> None:  # noqa: ANN401 -- Django's own
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, required=False, max_length=10_000, **more)

    def clean(self, value: Any) -> list[str]:  # noqa: ANN401 -- Django's own
        """Return the things."""
        return parts(super().clean(value) or "")

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 -- Django's own
        """Return the things as lines."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return "\n".join(joined([thing]) for thing in value)
        return value
