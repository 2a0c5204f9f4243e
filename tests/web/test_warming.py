"""A new process loads what its first pages need before anybody asks for it."""

from django.conf import settings

from outhaul.reference.tables import load
from outhaul.web.fields.choices import _choices, choices_of
from outhaul.web.warming import LISTS, warm_up


def test_after_warming_up_no_list_of_names_is_made_anew() -> None:
    warm_up().join()
    before = _choices.cache_info().misses
    for language, _name in settings.LANGUAGES:
        assert all(choices_of(name, language, load()) for name in LISTS)
    assert _choices.cache_info().misses == before
