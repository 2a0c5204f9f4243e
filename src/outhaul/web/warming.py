"""What the first pages of a new process need, loaded before anybody asks for them."""

import threading

from django.conf import settings
from django.urls import get_resolver
from django.utils import translation

from outhaul.reference.tables import load
from outhaul.web.fields.choices import choices_of

LISTS = ("countries", "languages", "currencies", "pins", "occupations", "zones")


def warm_up() -> threading.Thread:
    """Load the views at once, and beside whatever comes then the tables and the names in every language.

    Names of countries and languages in their own languages are read from two hundred files: that takes
    half a second, which would be half a second of the first person's time.
    """
    len(get_resolver().url_patterns)
    thread = threading.Thread(target=_load_names, name="warm-up", daemon=True)
    thread.start()
    return thread


def _load_names() -> None:
    reference = load()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for name in LISTS:
                choices_of(name, language, reference)
