"""Forms of the portal. Each brings the key of the row that it makes, so that sent twice it makes one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from outhaul.apps.delivery.domain.submitting import Link, Remark
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.work.models import Milestone


def day_input() -> forms.DateInput:
    """Return the field of a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Keyed(forms.Form):
    """A form that makes one row, however often it is sent."""

    key = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        kwargs["initial"] = {"key": new_key(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, _data: Any, files: Any, name: str) -> Any:  # noqa: ANN401 -- Django's own
        """Return all of them: they are looked at one by one elsewhere."""
        return files.getlist(name) if files else []


class HandIn(Keyed):
    """A version: what is met, what is to be said of it, links and files."""

    note = forms.CharField(
        label=_("Note to the client"),
        help_text=_("What is new, and where to look first. Needed where there is neither file nor link."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    links = forms.CharField(
        label=_("Links"),
        help_text=_("One a line, with a name behind it if you like: https://… Books of December"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def __init__(self, milestone: Milestone, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.criteria: Sequence[str] = milestone.criteria
        for place, criterion in enumerate(self.criteria):
            self.fields[f"met{place}"] = forms.BooleanField(label=criterion, required=False)
            self.fields[f"remark{place}"] = forms.CharField(
                label=_("Note on it"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"placeholder": ""}),
            )

    @staticmethod
    def told_by(remarks: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, str]]) -> dict[str, Any]:
        """Return what the fields hold at first: as in the version before."""
        told: dict[str, Any] = {
            "links": "\n".join(f"{link['address']} {link['name']}".strip() for link in links)
        }
        for place, remark in enumerate(remarks):
            told[f"met{place}"], told[f"remark{place}"] = remark["met"], remark["note"]
        return told

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the two fields of each criterion."""
        return [(self[f"met{place}"], self[f"remark{place}"]) for place in range(len(self.criteria))]

    def remarks(self) -> list[Remark]:
        """Return what the fields say of the criteria."""
        told = self.cleaned_data
        return [Remark(told[f"met{place}"], told[f"remark{place}"]) for place in range(len(self.criteria))]

    def told_links(self) -> list[Link]:
        """Return the links, a line each."""
        lines = (line.strip() for line in self.cleaned_data["links"].splitlines())
        parts = (line.partition(" ") for line in lines if line)
        return [Link(address, name.strip()[:200]) for address, _space, name in parts]


class Files(forms.Form):
    """The files of a version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["files"] = forms.FileField(  # a form has an attribute of this name
            label=_("Files"),
            help_text=_("Up to 20 MB each. What is in a file counts, not its name."),
            required=False,
            widget=FilesInput(attrs={"multiple": True}),
        )


class Say(Keyed):
    """A question, or an answer."""

    text = forms.CharField(
        label=_("Your question"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class Propose(Keyed):
    """Another date, or another change."""

    due_on = forms.DateField(label=_("New date"), help_text=_("Empty where the date stays."), required=False)
    text = forms.CharField(
        label=_("What should change, and why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    by_client = forms.BooleanField(label=_("I wait for something from the client"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget = day_input()


class NewTask(Keyed):
    """A line of the board."""

    title = forms.CharField(label=_("What is to do?"), required=False, max_length=400)
    due_on = forms.DateField(label=_("By when"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget = day_input()


class LogHours(Keyed):
    """Hours of a day."""

    milestone = forms.ChoiceField(label=_("Deliverable"))
    on = forms.DateField(label=_("Day"))
    hours = forms.DecimalField(
        label=_("Hours"),
        help_text=_("In quarters: 1.25"),
        max_digits=4,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )
    note = forms.CharField(label=_("What for"), required=False, max_length=300)

    def __init__(self, milestones: Sequence[Milestone], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["milestone"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared so above
        field.choices = [(row.key, row.name) for row in milestones]
        self.fields["on"].widget = day_input()
        self.fields["hours"].widget.attrs |= {"inputmode": "decimal", "step": "0.25"}


class DaysOff(Keyed):
    """Days on which one is away."""

    first_on = forms.DateField(label=_("First day"))
    last_on = forms.DateField(label=_("Last day"))
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Your client sees it. No reason is needed."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.fields["first_on"].widget = day_input()
        self.fields["last_on"].widget = day_input()
