"""End a candidacy, kindly, or go back on it."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from outhaul.apps.sourcing.domain.candidates import record_candidate, touch
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.faults import Fault, InputError

LONGEST_LETTER = 5_000
WRITTEN = ("de", "en")
"""Languages in which there is a text."""


def language_of(visit: Visit) -> str:
    """Return the language in which the business writes: its main one where there is a text, else English."""
    entry = Entry.objects.filter(business=visit.business, table="business", key="business").first()
    spoken = list((entry.told.get("languages") if entry else None) or {})
    return spoken[0] if spoken and spoken[0] in WRITTEN else "en"


def kind_letter(visit: Visit, candidacy: Candidacy) -> tuple[str, str]:
    """Return subject and text of a letter that says no: to be changed by whoever sends it."""
    with translation.override(language_of(visit)):
        told = {
            "name": candidacy.candidate.name,
            "work": candidacy.brief.title,
            "business": visit.business.name,
            "who": visit.user,
        }
        subject = _("Your application for %(work)s") % told
        text = _(
            "Hello %(name)s,\n\n"
            "thank you for your interest in %(work)s, and for the time you took. We have decided to go on "
            "with somebody else this time.\n\n"
            "That says nothing against your work. If you want to know more, answer this mail; if we may not "
            "keep what you told us, say so and we erase it.\n\n"
            "All the best\n"
            "%(who)s, %(business)s"
        )
        return subject, text % told


@transaction.atomic
def reject(
    visit: Visit, candidacy: Candidacy, *, reason: str = "", letter: tuple[str, str] | None = None
) -> Candidacy:
    """Say no to a candidate for one brief; record `rejected`.

    With a `letter`, its subject and text, that is put into the queue in the same transaction: it goes
    out at once and cannot be called back, while the decision can be gone back on.

    Raises:
        NotNow: the candidacy has ended already.
        InputError: the letter is empty or too long, or there is no address.
    """
    candidacy = _end(candidacy, "reject", reason)
    if letter is not None:
        _check(candidacy, *letter)
        post(
            scope=visit.business.key,
            to=candidacy.candidate.email,
            subject=letter[0],
            text=letter[1],
            reply_to=visit.user.email,
            once=f"rejection:{candidacy.key}:{candidacy.changed_at.timestamp():.0f}",
        )
    touch(visit, candidacy.candidate)
    _record(visit, candidacy, "rejected")
    return candidacy


@transaction.atomic
def withdraw(visit: Visit, candidacy: Candidacy, *, reason: str = "") -> Candidacy:
    """Note that a candidate does not want the work any more; record `withdrew`. Raises NotNow."""
    candidacy = _end(candidacy, "withdraw", reason)
    _record(visit, candidacy, "withdrew")
    return candidacy


@transaction.atomic
def reconsider(visit: Visit, candidacy: Candidacy) -> Candidacy:
    """Take a candidate who was rejected or withdrew back to the shortlist; record `reconsidered`.

    Raises NotNow where the candidacy has not ended.
    """
    candidacy = _end(candidacy, "reconsider", "")
    touch(visit, candidacy.candidate)
    _record(visit, candidacy, "reconsidered")
    return candidacy


def _end(candidacy: Candidacy, verb: str, reason: str) -> Candidacy:
    held = (
        Candidacy.objects.select_for_update(of=("self",))
        .select_related("candidate", "brief")
        .get(pk=candidacy.pk)
    )
    held.state = CANDIDACY.after(CandidacyState(held.state), verb)
    held.reason, held.changed_at = " ".join(reason.split())[:2000], timezone.now()
    held.save(update_fields=["state", "reason", "changed_at"])
    return held


def _check(candidacy: Candidacy, subject: str, text: str) -> None:
    if not candidacy.candidate.email:
        raise InputError([Fault("letter", "There is no e-mail address", "Tell the candidate another way")])
    if not subject.strip() or not text.strip():
        raise InputError([Fault("letter", "The letter is empty", "Write at least a sentence")])
    if len(text) > LONGEST_LETTER:
        raise InputError(
            [Fault("letter", "The letter is too long", f"Keep to {LONGEST_LETTER:,} characters")]
        )


def _record(visit: Visit, candidacy: Candidacy, verb: str) -> None:
    record_candidate(visit, candidacy.candidate, verb, {"brief": (None, candidacy.brief.title)})
