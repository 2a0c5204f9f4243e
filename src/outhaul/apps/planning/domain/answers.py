"""Answer the questions of scope, one at a time."""

from typing import Literal

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import UNSEEN, Conflict, checked
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.compounds import DONT_KNOW
from outhaul.engine.business import QUESTIONS
from outhaul.reference.tables import Reference

Rater = Literal[1, 2]
FIELDS: dict[Rater, str] = {1: "answers", 2: "second_answers"}
"""Whose answers lie in which field."""
Given = int | bool | str | None
"""An answer as TOML writes it: a step, yes or no, "?" for "don't know"; None where nobody was asked yet."""


@transaction.atomic
def set_answer(  # noqa: PLR0913 -- who, which question of which process, and what was there before
    visit: Visit,
    entry: Entry,
    question: str,
    answer: Given,
    *,
    reference: Reference,
    rater: Rater = 1,
    was: object = UNSEEN,
) -> Entry:
    """Let one answer of a process be `answer`; None takes it out, so that the catalogue's counts again.

    First the row is locked and the one answer compared: other answers may change meanwhile, but if this
    one is neither `was`, what the caller saw, nor already `answer`, nothing happens. Then it is checked as
    in a file. Records `answered` with the answer before and after. Returns the entry as it is then.

    Raises:
        InputError: the answer is none of this question.
        Conflict: somebody else answered the question meanwhile.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    field = FIELDS[rater]
    answers = dict(entry.told.get(field, {}))
    before = answers.pop(question, None)
    if answer is not None:
        told = checked(entry, field, {question: answer}, reference)
        answers |= told if isinstance(told, dict) else {}
    if _same(before, answers.get(question)):
        return entry
    if was is not UNSEEN and not _same(before, was):
        raise Conflict(entry, f"{field}.{question}", theirs=before, mine=answer)
    _keep(visit, entry, field, answers)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="answered",
        thing=entry.table,
        name=str(entry),
        changes={f"{field}.{question}": (before, answer)},
    )
    return entry


def _same(one: object, other: object) -> bool:
    """Whether two answers are the same; yes is not 1."""
    return type(one) is type(other) and one == other


def _keep(visit: Visit, entry: Entry, field: str, answers: dict[str, Given]) -> None:
    told = {key: value for key, value in entry.told.items() if key != field}
    if answers:
        told[field] = {key: answers[key] for key in QUESTIONS if key in answers}
    entry.told, entry.changed_at, entry.changed_by = told, timezone.now(), visit.user
    entry.save(update_fields=["told", "changed_at", "changed_by"])


@transaction.atomic
def agree_with_catalogue(visit: Visit, entry: Entry, *, reference: Reference) -> Entry:
    """Make the catalogue's answers the owner's own, where the owner has given none.

    Records `agreed` with the answers taken over; nothing happens where there is nothing to take over.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    ready = reference.catalogue.get(str(entry.told.get("occupation", "")))
    own = entry.told.get("answers", {})
    taken = {key: answer for key, answer in (ready.answers if ready else {}).items() if key not in own}
    if not taken:
        return entry
    _keep(visit, entry, "answers", {**taken, **own})
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="agreed",
        thing=entry.table,
        name=str(entry),
        changes={f"answers.{key}": (None, answer) for key, answer in taken.items()},
    )
    return entry


@transaction.atomic
def finish_second(visit: Visit, entry: Entry, *, reference: Reference) -> Entry:
    """Let every question that the second person left out be "don't know"; records each as `answered`."""
    for question in QUESTIONS:
        if question not in entry.told.get(FIELDS[2], {}):
            entry = set_answer(visit, entry, question, DONT_KNOW, reference=reference, rater=2)
    return entry
