"""Both sides talk at a deliverable: questions, answers, and asking how far it is."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.addresses import client_talk, contractor_page
from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.models import Message
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.engine.saying import Saying, say
from outhaul.faults import Fault, InputError

LONGEST = 4000
CLIENT, CONTRACTOR = "client", "contractor"
Speaker = Assignment | Visit
"""A contractor, or somebody of the client."""


@transaction.atomic
def ask(speaker: Speaker, milestone: Milestone, *, text: str, key: str = "") -> Message:
    """Ask the other side something about a deliverable, and tell them; records `asked`.

    `key` is the form's: sent twice, it is one question. Raises InputError where there is no text.
    """
    return _say(speaker, milestone, kind="question", text=text, key=key)


@transaction.atomic
def ask_status(visit: Visit, milestone: Milestone, text: str, *, key: str = "") -> Message:
    """Ask the contractor how far a deliverable is, outside a checkpoint; records `asked for the state of`.

    Such requests are counted: too many are micromanaging (§RUN-7).
    """
    return _say(visit, milestone, kind="status request", text=text, key=key)


@transaction.atomic
def answer(speaker: Speaker, question: Message, *, text: str, key: str = "") -> Message:
    """Answer a question of the other side, or add to a talk; records `answered`.

    The first answer of the other side settles the question. Raises InputError where there is no text.
    """
    made = _say(speaker, question.milestone, kind="answer", text=text, key=key, answers=question)
    if made.side != question.side and question.answered_at is None:
        Message.objects.filter(pk=question.pk, answered_at=None).update(answered_at=timezone.now())
        settle(question.milestone.engagement.business, matter(question))
    return made


def matter(message: Message) -> str:
    """Return what notices call a line of the talk."""
    return f"message:{message.key}"


def _say(  # noqa: PLR0913 -- the parts of a message
    speaker: Speaker,
    milestone: Milestone,
    *,
    kind: str,
    text: str,
    key: str,
    answers: Message | None = None,
) -> Message:
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=milestone.engagement_id)
    made = Message.objects.filter(key=key, milestone=milestone).first()
    if made:
        return made
    text = text.strip()
    if not text:
        raise InputError([Fault("text", _("There is nothing written"), _("Write it in a sentence."))])
    if len(text) > LONGEST:
        remedy = _("Say it in fewer words, or hand it in as a file.")
        raise InputError(
            [Fault("text", _("It is longer than %(count)s letters") % {"count": LONGEST}, remedy)]
        )
    made = Message.objects.create(
        milestone=milestone,
        key=key_for(Message, key),
        side=side_of(speaker),
        kind=kind,
        text=text,
        answers=answers,
        made_by=speaker.user,
    )
    verbs = {"question": "asked", "answer": "answered", "status request": "asked for the state of"}
    record(
        scope=engagement.business.key,
        actor=speaker.user,
        verb=verbs[kind],
        thing="milestone",
        name=milestone.name,
    )
    _tell(engagement, made, speaker)
    return made


def side_of(speaker: Speaker) -> str:
    """Return for which side somebody speaks."""
    return CONTRACTOR if isinstance(speaker, Assignment) else CLIENT


def _tell(engagement: Engagement, made: Message, speaker: Speaker) -> None:
    to_client = made.side == CONTRACTOR
    user = engagement.contractor.user
    contractor = [user] if user else []
    tell(
        manager_of(engagement) if to_client else contractor,
        business=engagement.business,
        kind=Kind.QUESTION,
        once=matter(made),
        said=_words(made, speaker),
        address=client_talk(engagement) if to_client else contractor_page(made.milestone),
        acts=made.kind != "answer",
    )


def _words(made: Message, speaker: Speaker) -> Saying:
    told = {"who": str(speaker.user), "what": made.milestone.name}
    if made.kind == "status request":
        return say('{who} asks how far "{what}" is.', **told)
    if made.kind == "answer":
        return say('{who} answered about "{what}".', **told)
    return say('{who} asks about "{what}".', **told)
