"""The living page of the design language: every component, by day and by night; only while developing."""

import re
from importlib.resources import files

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.documents.pages import stylesheet
from outhaul.engine.verdict import Answer, Guard
from outhaul.web.colours import colours
from outhaul.web.doors import for_everybody
from outhaul.wording.summary import KeyFigure

SCHEMES = ("light", "dark")
FIGURES = (
    KeyFigure("Your hours freed", "31 h a month", "of 38 h that you work on this today", "hours-freed"),
    KeyFigure("True saving", "18 %", "the bare rates promise 62 %", "true-saving"),
    KeyFigure("Pays for itself in", "8 to 14 months", "not within 36 months in 3 % of futures", "payback"),
)


class Sample(forms.Form):
    """A form with each kind of field."""

    name = forms.CharField(label="Name", help_text="As your people call it.", max_length=40)
    hours = forms.DecimalField(label="Hours a month", max_value=744, max_digits=5)
    decision = forms.ChoiceField(label="Your wish", choices=[("", "The plan decides"), ("keep", "Keep it")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)


@for_everybody
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component. There is no such page unless debugging is on."""
    if not settings.DEBUG:
        raise Http404
    told = {
        "schemes": SCHEMES,
        "colours": colours(stylesheet() + app_stylesheet()),
        "icons": icons(),
        "guards": tuple(Guard),
        "answers": tuple(Answer),
        "figures": FIGURES,
        "form": lambda scheme: Sample(auto_id=f"{scheme}-%s"),
        "wrong_form": lambda scheme: Sample(
            {"name": "", "hours": "800", "decision": ""}, auto_id=f"{scheme}-wrong-%s"
        ),
    }
    return render(request, "styleguide.html", told)


def app_stylesheet() -> str:
    """Return the stylesheet that the application adds to the plan's own."""
    return (files("outhaul.web") / "static" / "app.css").read_text(encoding="utf-8")


def icons() -> list[str]:
    """Return the names of all icons, in the order of their file."""
    drawn = (files("outhaul.web") / "static" / "icons.svg").read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([\w-]+)"', drawn)
