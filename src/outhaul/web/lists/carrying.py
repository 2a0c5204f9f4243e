"""A table that is brought in: sent, carried by the page until it is read, remembered to be taken back."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.faults import Fault, InputError

LARGEST = 500_000
"""Bytes of a file, which the page carries until it is read in."""
GOOD_FOR = 24 * 3600
"""Seconds for which a file that was looked at can be read in."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that is looked at."""

    name: str
    data: bytes
    once: str
    """What names this look: read in twice, its things come once."""


def sent_or_carried(request: HttpRequest, visit: Visit, salt: str) -> Carried:
    """Return the file that was just sent, or that the page carries as `seen`.

    Raises:
        InputError: there is none, it is too large, of another business, or was looked at too long ago.
    """
    return _carried(visit, request.POST["seen"], salt) if "seen" in request.POST else _sent(request)


def to_carry(visit: Visit, file: Carried, salt: str) -> str:
    """Return `file` as the page carries it: signed, and good for one business."""
    told = (visit.business.key, file.name, b64encode(file.data).decode(), file.once)
    return signing.dumps(told, salt=salt, compress=True)


def _sent(request: HttpRequest) -> Carried:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise InputError([Fault(_("file"), _("is missing"), _("Choose a .csv or an .xlsx file"))])
    name = get_valid_filename(sent.name or "file")
    if (sent.size or 0) > LARGEST:
        raise InputError([Fault(name, _("is larger than 500 KB"), _("Bring it in two parts"))])
    return Carried(name, sent.read(), new_key())


def _carried(visit: Visit, seen: str, salt: str) -> Carried:
    try:
        business, name, data, once = signing.loads(seen, salt=salt, max_age=GOOD_FOR)
    except signing.BadSignature:
        business, name, data, once = "", "", "", ""
    if business != visit.business.key:
        raise InputError([Fault(_("file"), _("was looked at too long ago"), _("Choose it again"))])
    return Carried(name, b64decode(data), once)


def remember(request: HttpRequest, place: str, once: str, told: Any) -> None:  # noqa: ANN401 -- plain values
    """Remember what the last table of `place` brought, so that one click takes it back."""
    request.session[f"brought {place}"] = {"once": once, "told": told}


def remembered(request: HttpRequest, place: str, once: str) -> Any:  # noqa: ANN401 -- likewise
    """Return what the bringing `once` brought to `place`; None where it is not the last one there."""
    kept = request.session.get(f"brought {place}")
    return kept["told"] if once and kept and kept["once"] == once else None


def forget(request: HttpRequest, place: str) -> None:
    """Forget it: it is taken back."""
    request.session.pop(f"brought {place}", None)
