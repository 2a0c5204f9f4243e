"""Say no to a candidate, kindly."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.languages import language_of
from outhaul.apps.sourcing.domain.moving import move
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError

LONGEST_LETTER = 5_000


def kind_letter(visit: Visit, candidacy: Candidacy) -> tuple[str, str]:
    """Return subject and text of a letter that says no: to be changed by whoever sends it."""
    with translation.override(language_of(visit.business)):
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
    """Say no to a candidate for one brief; records `rejected`. It can be gone back on, by `reconsider`.

    With a `letter`, its subject and text, that is put into the queue in the same transaction: it goes
    out at once and cannot be called back, while the decision can be gone back on.

    Raises:
        NotNow: the candidacy has ended already.
        InputError: the letter is empty or too long, or there is no address.
    """
    held = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    CANDIDACY.after(CandidacyState(held.state), "reject")
    candidacy = move(visit, candidacy, "reject", reason=reason)
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
    return candidacy


def _check(candidacy: Candidacy, subject: str, text: str) -> None:
    if not candidacy.candidate.email:
        raise InputError(
            [Fault("letter", say("There is no e-mail address"), say("Tell the candidate another way"))]
        )
    if not subject.strip() or not text.strip():
        raise InputError([Fault("letter", say("The letter is empty"), say("Write at least a sentence"))])
    if len(text) > LONGEST_LETTER:
        raise InputError(
            [
                Fault(
                    "letter",
                    say("The letter is too long"),
                    say("Keep to {most:,} characters", most=LONGEST_LETTER),
                )
            ]
        )
