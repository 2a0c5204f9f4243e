"""Structured interviews: one sheet a rater, and nobody sees another's before the own one is finished."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.moving import move, name_of
from outhaul.apps.sourcing.lifecycles import CANDIDACY, CandidacyState
from outhaul.apps.sourcing.models import Candidacy, Interview
from outhaul.engine.matching.interview import RATINGS, Agreement, Question, agreements, questions
from outhaul.faults import Fault, InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The sheets of one candidacy as one rater may see them."""

    questions: tuple[Question, ...]
    own: Interview | None
    others: tuple[Interview, ...]
    """Empty until the own sheet is finished."""
    hidden: int
    """Sheets of others that cannot be seen yet."""

    @property
    def agreements(self) -> dict[str, Agreement]:
        """Question -> how all visible raters answered it."""
        own = (self.own,) if self.own else ()
        return agreements([sheet.ratings for sheet in (*own, *self.others)])


def sheets_of(visit: Visit, candidacy: Candidacy) -> Sheets:
    """Return the questions and the sheets that who visits may see; one query."""
    sheets = list(Interview.objects.filter(candidacy=candidacy).select_related("rater"))
    own = next((sheet for sheet in sheets if sheet.rater_id == visit.user.pk), None)
    others = tuple(sheet for sheet in sheets if sheet.rater_id != visit.user.pk)
    return Sheets(
        questions=questions(content_of(candidacy.brief)),
        own=own,
        others=others if own else (),
        hidden=0 if own else len(others),
    )


@transaction.atomic
def rate(visit: Visit, candidacy: Candidacy, *, ratings: Mapping[str, int], remark: str = "") -> Interview:
    """Finish the own sheet of a talk; a question that is left out was not asked.

    A candidate who is new or on the shortlist is in the interviews from then on. Records `rated`, or
    `rated again` where the sheet was finished before: then the others' ratings were to be seen.

    Raises:
        InputError: fewer than half of the questions are rated, or a rating is none.
    """
    asked = [question.id for question in questions(content_of(candidacy.brief))]
    told = {question: ratings[question] for question in asked if question in ratings}
    faults = [
        Fault(question, _("This is no rating"), _("Choose one from 0 to 4."))
        for question, rating in told.items()
        if rating not in RATINGS
    ]
    if len(told) * 2 < len(asked):
        counts = {"least": -(-len(asked) // 2), "all": len(asked)}
        remedy = _("Rate at least %(least)s of the %(all)s questions.") % counts
        faults.append(Fault("ratings", _("Too little was asked"), remedy))
    if faults:
        raise InputError(faults)
    kept: dict[str, Any] = {"ratings": told, "remark": remark.strip()}
    sheet, is_new = Interview.objects.get_or_create(candidacy=candidacy, rater=visit.user, defaults=kept)
    if not is_new and {"ratings": sheet.ratings, "remark": sheet.remark} == kept:
        return sheet
    sheet.ratings, sheet.remark, sheet.changed_at = told, kept["remark"], timezone.now()
    sheet.save(update_fields=["ratings", "remark", "changed_at"])
    if CandidacyState(candidacy.state) in CANDIDACY.sources("interview"):
        move(visit, candidacy, "interview")
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="rated" if is_new else "rated again",
        thing="candidacy",
        name=name_of(candidacy),
    )
    return sheet
