"""What somebody looks for in the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outhaul.apps.audit.domain.reading import Kinds, Wanted
from outhaul.web.audit.labels import THINGS, VERBS, word
from outhaul.web.lists.selects import Select


class Search(forms.Form):
    """Fields that may all be left empty."""

    person = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    verb = forms.ChoiceField(widget=Select, label=_("Did what"), required=False)
    thing = forms.ChoiceField(widget=Select, label=_("To what"), required=False)
    text = forms.CharField(label=_("With these words"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, kinds: Kinds, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        everybody, anything = ("", _("Everybody")), ("", _("Anything"))
        self._choose("person", [everybody, *kinds.people])
        self._choose("verb", [anything, *((verb, word(VERBS, verb)) for verb in kinds.verbs)])
        self._choose("thing", [anything, *((thing, word(THINGS, thing)) for thing in kinds.things)])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices

    @property
    def wanted(self) -> Wanted:
        """What is asked for; a field that is wrong does not matter."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "before"}
        return Wanted(**told)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return self.wanted != Wanted()
