"""Who is told of what happens around deliverables: a line in the inbox, or a letter without an account."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from outhaul.apps.delivery.models import Checkpoint, Review, Submission
from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.tongue import DjangoTongue
from outhaul.apps.work.models import Engagement
from outhaul.engine.saying import Saying, say
from outhaul.wording.tongue import later, speaking
from outhaul.wording.tongue import tell as in_words

ANSWERED = {
    "accepted": later("“{what}” is accepted."),
    "changes requested": later("“{what}” needs changes: see which, criterion by criterion."),
    "part accepted": later("A part of “{what}” is accepted; the rest has a new date."),
}


def submission_matter(submission: Submission) -> str:
    """Return the name of the matter that a submission waits for its answer."""
    return f"submission:{submission.key}"


def portal_address(engagement: Engagement) -> str:
    """Return the path of the contractor's page of an engagement."""
    return f"/portal/{engagement.key}/"


def tell_contractor(
    engagement: Engagement, said: Saying, *, kind: Kind, once: str, acts: bool = False
) -> None:
    """Tell the contractor; without an account yet, by a letter in the language of the business."""
    contractor, address = engagement.contractor, portal_address(engagement)
    if contractor.user is not None:
        tell(
            [contractor.user],
            business=engagement.business,
            kind=kind,
            once=once,
            said=said,
            address=address,
            acts=acts,
        )
        return
    with in_language_of(engagement.business), speaking(DjangoTongue()):
        words = in_words(said)
    post(
        scope=engagement.business.key,
        to=contractor.email,
        subject=f"{engagement.name}: {words}",
        text=f"{words}\n\n{settings.HOME}{address}",
        once=once,
    )


def tell_answered(review: Review) -> None:
    """Tell the contractor how it was answered; it waits for nobody of the client any more."""
    submission = review.submission
    engagement = submission.milestone.engagement
    settle(engagement.business, submission_matter(submission))
    said = say(ANSWERED[review.decision], what=submission.milestone.name)
    acts = review.decision != "accepted"
    tell_contractor(engagement, said, kind=Kind.DELIVERY, once=f"review:{review.key}", acts=acts)


def tell_waiting(submission: Submission, said: Saying, users: Iterable[User]) -> None:
    """Tell people of the client that a submission waits for them."""
    engagement = submission.milestone.engagement
    tell(
        users,
        business=engagement.business,
        kind=Kind.DELIVERY,
        once=submission_matter(submission),
        said=said,
        address=reverse("run-submission", args=[engagement.business.key, submission.key]),
        acts=True,
    )


def tell_checkpoint(checkpoint: Checkpoint, said: Saying) -> None:
    """Tell the contractor that a checkpoint is elsewhere, or not at all."""
    once = f"checkpoint:{checkpoint.key}"
    tell_contractor(checkpoint.engagement, said, kind=Kind.CHECKPOINT, once=once)
