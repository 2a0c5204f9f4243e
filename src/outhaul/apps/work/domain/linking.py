"""The contractor's link to read and sign: what it opens, when it was opened, a question asked through it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Outsider
from outhaul.apps.people.domain.links import key_of, opens
from outhaul.apps.work.domain import letters
from outhaul.apps.work.domain.holding import hold, tell
from outhaul.apps.work.models import Signature
from outhaul.faults import Fault, InputError


def open_signature(token: str) -> Signature | None:
    """Return the contractor's signature that a link opens, with its statement; None if it opens nothing."""
    found = (
        Signature.objects.select_related(
            "statement__engagement__business", "statement__engagement__contractor"
        )
        .filter(key=key_of(token), side="contractor")
        .first()
    )
    if found is None or not opens(token, letters.SIGN, found.key, found.link_number):
        return None
    return found


def note_seen(signature: Signature) -> None:
    """Keep when the contractor first opened the link."""
    Signature.objects.filter(pk=signature.pk, seen_at=None, signed_at=None, declined_at=None).update(
        seen_at=timezone.now()
    )


@transaction.atomic
def ask_question(signature: Signature, *, text: str) -> None:
    """Pass a question of the contractor on to the manager, who answers by mail; records `asked`.

    Raises:
        InputError: there is no question.
    """
    statement = hold(signature.statement)
    text = text.strip()
    if not text:
        raise InputError([Fault("question", _("The question is missing"), _("Write it in a sentence."))])
    number = tell(statement, Outsider(signature.name), "asked", {"question": (None, text)})
    letters.pass_question_on(signature, text, number=number)
