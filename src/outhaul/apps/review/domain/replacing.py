"""Replace: a brief that says what the old one said, and what was learned from the work."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from outhaul.apps.delivery.models import Review
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.delivered import deliveries
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.steps import Figures, keep_step
from outhaul.apps.review.models import Retrospective, Step
from outhaul.apps.sourcing.domain.briefs import change_brief, copy_brief
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.work.models import Engagement
from outhaul.engine.brief import Brief, Checkpoint
from outhaul.faults import Fault, InputError

MOST = 5
"""Criteria and deliverables that are named."""


def learned_from(engagement: Engagement) -> tuple[str, ...]:
    """Return what the work taught, for the owner's eyes: criteria that failed, what came late, answers."""
    home = home_of(engagement.business)
    went = deliveries([engagement], home)[engagement.pk]
    late = [row.name for row in went if not row.is_changed and row.was_on_time(home.today) is False]
    lines = [
        _("Not met at first, %(count)s times: %(what)s") % {"count": count, "what": what}
        for what, count in failed_criteria(engagement)
    ]
    lines += [_("Came late: %(what)s") % {"what": name} for name in late[:MOST]]
    newest = Retrospective.objects.filter(engagement=engagement).first()
    if newest is not None:
        lines += [text for name, text in newest.answers.items() if text and name != "ended_by"]
    return tuple(lines)


def failed_criteria(engagement: Engagement) -> list[tuple[str, int]]:
    """Return the criteria that were not met when a version was answered, the most frequent first."""
    reviews = Review.objects.filter(submission__milestone__engagement=engagement)
    found = Counter(
        str(finding.get("criterion", ""))
        for findings in reviews.values_list("findings", flat=True)
        for finding in findings
        if not finding.get("met", True)
    )
    return [(what, count) for what, count in found.most_common(MOST) if what]


@transaction.atomic
def replace_contractor(
    visit: Visit, engagement: Engagement, *, reason: str, figures: Figures, key: str
) -> Step:
    """Draft a brief for a successor from the old one and from what was learned; records `decided`.

    Criteria that failed stand in every deliverable that lacks them, and a deliverable that nobody looked at
    before gets a checkpoint each week. What was answered when looking back is for the owner: candidates
    read the brief, so it is kept beside it. `key` names the brief: sent twice, it is one.

    Raises:
        PermissionDenied: the role may not write briefs.
        InputError: there is no reason, or no brief to begin from.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    if not reason.strip():
        raise InputError([Fault("reason", _("The reason is missing"), _("Say in a few words why."))])
    if engagement.brief is None:
        remedy = _("Write a brief for the process first.")
        raise InputError([Fault("reason", _("There is no brief of this work any more"), remedy)])
    there = Step.objects.filter(engagement=engagement, kind="replace", undone_at=None).first()
    if there is not None and there.figures.get("brief") == key:
        return there
    brief = copy_brief(visit, engagement.brief, key=key)
    taught = _taught(content_of(brief), [what for what, _count in failed_criteria(engagement)])
    change_brief(visit, brief, content=taught)
    learned = list(learned_from(engagement))
    return keep_step(visit, engagement, "replace", reason, figures, brief=brief.key, learned=learned)


def _taught(content: Brief, failed: Iterable[str]) -> Brief:
    known = {criterion for item in content.deliverables for criterion in item.criteria}
    missing = tuple(what for what in failed if what not in known)
    looked_at = {checkpoint.deliverable for checkpoint in content.checkpoints}
    return replace(
        content,
        deliverables=tuple(
            replace(item, criteria=(*item.criteria, *missing)) for item in content.deliverables
        ),
        checkpoints=(
            *content.checkpoints,
            *(
                Checkpoint(name=_("A look at %(what)s") % {"what": item.name}, deliverable=item.name)
                for item in content.deliverables
                if item.name not in looked_at
            ),
        ),
    )
