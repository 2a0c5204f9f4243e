"""Files that are handed in: looked at, kept once for each content, typed by their bytes (§PORTAL-4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from outhaul.apps.delivery.models import StoredFile
from outhaul.apps.people.models import Business
from outhaul.faults import Fault, InputError

MOST_BYTES = 20_000_000
"""Of one file."""
MOST_FILES = 20
"""Of one version."""
UNKNOWN = "application/octet-stream"
INLINE = frozenset(
    {"application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp", "text/csv", "text/plain"}
)
"""What a browser may show in its place; nothing of it runs. All else is handed out as a file to keep."""
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe")
"""How programs of Windows, Linux and macOS begin."""
ENDINGS: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""Endings that promise one content, and nothing else."""
ACTIVE = ((b"<svg", "image/svg+xml"), (b"<html", "text/html"), (b"<!doctype html", "text/html"))
TEXTS: Mapping[str, str] = {".csv": "text/csv", ".json": "application/json", ".xml": "application/xml"}
HEAD = 2048
"""Bytes of a text that are searched for what is not a plain one."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept, under the name that it came by."""

    file: StoredFile
    name: str
    media_type: str


def keep_files(business: Business, uploads: Sequence[Upload], *, where: str = "files") -> tuple[Kept, ...]:
    """Keep files, each content once for a business, however often it comes.

    Raises:
        InputError: one is empty, too large, a program, or not what its name says; each is told by name,
            and none is kept.
    """
    faults = [fault for upload in uploads for fault in faults_of(upload, where)]
    if faults:
        raise InputError(faults)
    return tuple(_keep(business, upload) for upload in uploads)


def faults_of(upload: Upload, where: str = "files") -> tuple[Fault, ...]:
    """Return what keeps a file from being handed in."""
    told = {"name": upload.name, "limit": MOST_BYTES // 1_000_000}
    if not upload.content:
        return (
            Fault(where, _("%(name)s is empty") % told, _("Look whether it was saved, and choose it again.")),
        )
    if len(upload.content) > MOST_BYTES:
        remedy = _("Split it, or put it where the client can fetch it and give the link.")
        return (Fault(where, _("%(name)s is larger than %(limit)s MB") % told, remedy),)
    if upload.content.startswith(PROGRAMS):
        remedy = _("Put it into an archive (.zip), or give a link to it.")
        return (Fault(where, _("%(name)s is a program") % told, remedy),)
    promised, found = ENDINGS.get(_ending(upload.name)), media_type(upload)
    if promised and promised != found:
        remedy = _("Save it anew in the format that its name says.")
        return (Fault(where, _("%(name)s is not what its name says") % told, remedy),)
    return ()


def media_type(upload: Upload) -> str:
    """Return what a file is, as found by looking at its bytes; its name decides only between likes.

    >>> media_type(Upload("notes.txt", b"<html><script>alert(1)</script>"))
    'text/html'
    """
    text = _text_type(upload)
    if text:
        return text
    import puremagic  # noqa: PLC0415 -- reads its table of signatures

    try:
        found = puremagic.magic_string(upload.content, filename=upload.name)
    except puremagic.PureError:
        return UNKNOWN
    likely = (match.mime_type for match in found if match.byte_match and match.mime_type)
    return next(likely, UNKNOWN)


def _text_type(upload: Upload) -> str:
    """Return the kind of a text; empty where it is none."""
    if b"\0" in upload.content[:HEAD] or upload.content.startswith(b"%PDF"):
        return ""
    try:
        upload.content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    head = upload.content[:HEAD].lower()
    active = next((kind for mark, kind in ACTIVE if mark in head), "")
    return active or TEXTS.get(_ending(upload.name), "text/plain")


def is_shown_inline(kind: str) -> bool:
    """Whether a browser may show a file of this kind in its place."""
    return kind in INLINE


def _keep(business: Business, upload: Upload) -> Kept:
    file, _is_new = StoredFile.objects.get_or_create(
        business=business,
        sha256=sha256(upload.content).hexdigest(),
        defaults={"size": len(upload.content), "content": upload.content},
    )
    return Kept(file, _name(upload.name), media_type(upload))


def _name(told: str) -> str:
    """Return a name without folders and signs that do not print, short enough to keep."""
    plain = "".join(sign for sign in PurePosixPath(told.replace("\\", "/")).name if sign.isprintable())
    ending = _ending(plain)[:20]
    return (plain if len(plain) <= 200 else plain[: 200 - len(ending)] + ending) or "file"  # noqa: PLR2004 -- as the model has it


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
