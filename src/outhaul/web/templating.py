"""What every template is given: addresses, words in the person's language, numbers in their form."""

from datetime import datetime
from functools import lru_cache
from typing import Any

import jinja2
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils import formats, timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation.trans_real import DjangoTranslation, catalog
from jinja2 import Environment, FileSystemBytecodeCache, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from outhaul import __version__
from outhaul.apps.delivery.domain.sample import sample_contractor
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.notices.domain.reading import unread_of, with_unread
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.plans import headline_of
from outhaul.apps.planning.domain.sample import PEOPLE
from outhaul.documents.pages import equip
from outhaul.web import sections
from outhaul.web.account.calm import browser_name, calm, sign_in_providers
from outhaul.web.account.roles import ROLE_NAMES
from outhaul.web.addresses import address
from outhaul.web.fields.choices import datalist
from outhaul.web.guards import ANSWER_NAMES, GUARD_NAMES
from outhaul.web.portal import nav as portal_nav
from outhaul.web.zones import is_zone_known
from outhaul.wording.faults import ended, fault_in_words
from outhaul.wording.tongue import figures


def environment(**options: Any) -> Environment:  # noqa: ANN401 -- handed through to Jinja
    """Return Jinja2 as the pages use it."""
    options |= {"extensions": ["jinja2.ext.i18n"], "bytecode_cache": _compiled()}
    made = Environment(  # noqa: S701 -- Django switches autoescape on
        **options, trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals.update(gettext=_quick_gettext, _=_quick_gettext)
    made.globals.update(static=_static, url=address, version=__version__, Power=Power, datalist=datalist)
    made.globals.update(sample_contractor=sample_contractor)
    made.globals.update(sign_in_providers=sign_in_providers, sample_people=PEOPLE, role_names=ROLE_NAMES)
    made.globals.update(guard_names=GUARD_NAMES, answer_names=ANSWER_NAMES, spoken=translation.get_language)
    made.globals.update(headline_of=headline_of, number=number)
    made.globals.update(header=sections, portal=portal_nav)
    made.globals.update(form_key=new_key, ended=ended, fault_in_words=fault_in_words)
    made.filters.update(day=day, moment=moment, calm=calm, browser_name=browser_name)
    return equip(made)


def _compiled() -> FileSystemBytecodeCache:
    """Return where compiled templates are kept, each version's by itself; it is code: only the owner's."""
    settings.COMPILED_TEMPLATES.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileSystemBytecodeCache(
        str(settings.COMPILED_TEMPLATES), f"{__version__}-{jinja2.__version__}-%s.cache"
    )


@pass_context
def _quick_gettext(context: Context, text: str, /, **parts: object) -> str:
    """Return a fixed text in the person's language, with `parts` set in.

    As Jinja's own does, but a text without parts, as most are, is looked up and marked as safe once.
    """
    if not context.eval_ctx.autoescape:
        return translation.gettext(text) % parts
    told = _marked(text, catalog())
    return told % parts if parts or "%" in told else told


@lru_cache(maxsize=4096)
def _marked(text: str, _catalog: DjangoTranslation) -> Markup:
    return Markup(translation.gettext(text))  # noqa: S704 -- our own texts, as Jinja takes them


def _static(path: str) -> str:
    return _file(path, get_script_prefix())


@lru_cache(maxsize=512)
def _file(path: str, _prefix: str) -> str:
    """Return the address of a file of ours; it stays the same as long as the process runs."""
    return static(path)


def number(value: float) -> str:
    """Return a number as finely as it was told, with the marks of the person's language."""
    return figures(f"{value:g}")


def day(when: Any) -> str:  # noqa: ANN401 -- a date or a moment
    """Return a day in the form of the person's language."""
    local = timezone.localtime(when) if isinstance(when, datetime) else when
    return formats.date_format(local, "DATE_FORMAT")


def moment(when: Any) -> str:  # noqa: ANN401 -- a moment
    """Return a moment in the form of the person's language, in the person's time zone if that is known."""
    written = formats.date_format(timezone.localtime(when), "DATETIME_FORMAT")
    return written if is_zone_known() else f"{written} UTC"


def common(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows; nothing is looked up that it does not show."""
    found = getattr(request, "user", None)  # not there where a request was refused at once
    user = found if isinstance(found, User) else None
    session = getattr(request, "session", {})
    return {
        "visit": getattr(request, "visit", None),
        "assignment": getattr(request, "assignment", None),
        "person": user,
        "memberships": SimpleLazyObject(lambda: with_unread(user) if user else []),
        "unread_count": lambda memberships: unread_of(user, memberships) if user else 0,
        "notices": SimpleLazyObject(lambda: list(messages.get_messages(request))),
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
        "works_for_others": SimpleLazyObject(lambda: bool(session.get(portal_nav.WORKS))),
        "path": request.path,
        "is_demo": settings.DEMO,
        "language": translation.get_language(),
        "languages": settings.LANGUAGES,
    }
