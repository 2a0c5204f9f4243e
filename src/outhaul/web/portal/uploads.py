"""Files of a form that is not through yet: kept at once, so that a mistake elsewhere loses none of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from outhaul.apps.delivery.domain.storing import Kept, Upload, faults_of, keep_files
from outhaul.apps.delivery.models import Attachment, StoredFile
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import Fault

GOOD_FOR = 24 * 3600
"""Seconds for which a file that was uploaded waits for its form."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file beside its form; the token brings it back with the next try."""

    kept: Kept
    token: str


def received(assignment: Assignment, files: Iterable["UploadedFile[Any]"]) -> tuple[list[Kept], list[Fault]]:
    """Keep each file that is good; return them, and what is wrong with the others."""
    kept: list[Kept] = []
    faults: list[Fault] = []
    for file in files:
        upload = Upload(file.name or "file", file.read())
        wrong = faults_of(upload)
        faults += wrong
        kept += () if wrong else keep_files(assignment.business, [upload])
    return kept, faults


def held(assignment: Assignment, files: Iterable[Kept]) -> list[Held]:
    """Return files with the tokens by which the form brings them back."""
    return [Held(kept, _token(assignment, kept)) for kept in files]


def brought_back(assignment: Assignment, tokens: Sequence[str]) -> list[Kept]:
    """Return the files of tokens that are good; what is too old has to be chosen again."""
    return [kept for token in tokens if (kept := _opened(assignment, token)) is not None]


def with_newer(earlier: Sequence[Kept], newer: Sequence[Kept]) -> list[Kept]:
    """Return both, without what a newer file of the same name takes the place of."""
    names = {file.name.casefold() for file in newer}
    return [*(file for file in earlier if file.name.casefold() not in names), *newer]


def of_version(files: Iterable[Attachment]) -> list[Kept]:
    """Return the files of an earlier version, to be handed in again."""
    return [Kept(item.file, item.name, item.media_type) for item in files]


def _salt(assignment: Assignment) -> str:
    return f"outhaul.portal.held.{assignment.engagement.key}.{assignment.user.pk}"


def _token(assignment: Assignment, kept: Kept) -> str:
    return signing.dumps([kept.file.pk, kept.name, kept.media_type], salt=_salt(assignment))


def _opened(assignment: Assignment, token: str) -> Kept | None:
    try:
        pk, name, kind = signing.loads(token, salt=_salt(assignment), max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    file = StoredFile.objects.defer("content").filter(pk=pk, business=assignment.business).first()
    return Kept(file, name, kind) if file else None
