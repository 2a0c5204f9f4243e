"""What countries and languages are called in their own languages."""

import doctest

import pytest
from babel import Locale

from outhaul.reference.tables import Reference
from outhaul.web.fields import own_names
from outhaul.web.fields.choices import choices_of
from outhaul.web.fields.own_names import native_names, own_name


def test_the_examples_hold() -> None:
    assert doctest.testmod(own_names).failed == 0


@pytest.mark.parametrize("language", ["de", "ar", "zh", "nb", "nn", "sw", "en"])
def test_a_language_calls_itself_as_babel_has_it_with_all_that_it_inherits(language: str) -> None:
    assert own_name(language) == Locale.parse(language).display_name


@pytest.mark.parametrize(("country", "language"), [("NO", "nb"), ("NO", "nn"), ("JP", "ja"), ("IN", "hi")])
def test_a_country_is_called_as_babel_has_it_with_all_that_is_inherited(country: str, language: str) -> None:
    assert native_names(country, [language]) == [Locale.parse(language).territories[country]]


def test_what_a_language_calls_itself_is_left_out_where_nobody_knows(reference: Reference) -> None:
    known = {choice.value: choice.also for choice in choices_of("languages", "en", reference)}
    assert (known["de"], known["ary"]) == ("Deutsch", "")


def test_languages_that_have_no_name_come_last(reference: Reference) -> None:
    unnamed = [choice.label == choice.value for choice in choices_of("languages", "de", reference)]
    assert (unnamed == sorted(unnamed), any(unnamed), all(unnamed)) == (True, True, False)
