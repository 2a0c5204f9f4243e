"""Notes on a candidate for a brief: write one, take it out, put it back."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.moving import name_of
from outhaul.apps.sourcing.models import Candidacy, Note
from outhaul.faults import Fault, InputError

LONGEST = 5_000


def notes_of(candidacy: Candidacy) -> QuerySet[Note]:
    """Return the notes that stand, the newest first, with who wrote them."""
    return Note.objects.filter(candidacy=candidacy, removed_at=None).select_related("made_by")


def note_of(candidacy: Candidacy, pk: int) -> Note:
    """Return one note, taken out or not. Raises Http404 where there is none."""
    found = Note.objects.filter(candidacy=candidacy, pk=pk).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def add_note(visit: Visit, candidacy: Candidacy, *, text: str) -> Note:
    """Keep a note; the same words of the same person are kept once. Records `noted`, not what it says.

    Raises:
        InputError: the note is empty or too long.
    """
    text = text.strip()
    if not text:
        raise InputError([Fault("text", _("The note is empty"), _("Write what you want to remember."))])
    if len(text) > LONGEST:
        remedy = _("Keep it within %(count)s characters.") % {"count": LONGEST}
        raise InputError([Fault("text", _("The note is too long"), remedy)])
    Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    note, is_new = Note.objects.get_or_create(
        candidacy=candidacy, text=text, made_by=visit.user, removed_at=None
    )
    if is_new:
        _record(visit, candidacy, "noted")
    return note


@transaction.atomic
def remove_note(visit: Visit, note: Note) -> None:
    """Take a note out; it can be put back. Records `removed`."""
    if Note.objects.filter(pk=note.pk, removed_at=None).update(removed_at=timezone.now()):
        _record(visit, note.candidacy, "removed")


@transaction.atomic
def restore_note(visit: Visit, note: Note) -> None:
    """Put a note back. Records `restored`."""
    if Note.objects.filter(pk=note.pk, removed_at__isnull=False).update(removed_at=None):
        _record(visit, note.candidacy, "restored")


def _record(visit: Visit, candidacy: Candidacy, verb: str) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing="note", name=name_of(candidacy))
