"""Choices above a list are written straight, and as Django writes them."""

import pytest
from django import forms
from django.utils.translation import gettext_lazy as _

from outhaul.web.lists.selects import Select

CHOICES = [("", _("any")), ("x", "<b>"), (3, "Y & Z"), ("é", "\N{EURO SIGN}")]


class Plain(forms.Form):
    kind = forms.ChoiceField(choices=CHOICES, required=False, help_text="Which one")


class Straight(forms.Form):
    kind = forms.ChoiceField(choices=CHOICES, required=False, help_text="Which one", widget=Select)


class Named(Select):
    of_option = ' lang="en"'


@pytest.mark.parametrize("sent", [{}, {"kind": ""}, {"kind": "3"}, {"kind": "é"}, {"kind": '"><i>'}])
def test_a_choice_is_written_as_django_writes_it(sent: dict[str, str]) -> None:
    for data in (sent, None):
        assert str(Straight(data)["kind"]) == str(Plain(data)["kind"])


def test_only_what_has_a_value_is_marked() -> None:
    written = Named(choices=[("", "any"), ("a", "Baker")]).render("what", "a")
    assert written == (
        '<select name="what">\n  <option value="">any</option>\n\n'
        '  <option value="a" lang="en" selected>Baker</option>\n</select>'
    ).replace("\n\n", "\n")
