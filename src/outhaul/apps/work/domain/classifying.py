"""Classification checks: asked from the countries and terms, answered with evidence, asked again in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.statements import terms_hash
from outhaul.apps.work.domain.versions import agreed_next
from outhaul.apps.work.models import Classification, Engagement
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.library import ACCEPTANCE, INDEPENDENCE
from outhaul.engine.classification.judging import Level, Result, guard, judge
from outhaul.engine.classification.questions import BY_ID, Yardstick, yardsticks
from outhaul.engine.classification.told import Facts, Told, told_by
from outhaul.engine.saying import day, say
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.faults import Fault, InputError

RECHECK_DAYS = {Level.LOW: 365, Level.MODERATE: 182, Level.HIGH: 182}
"""Days until a check is asked again though nothing has changed (§MANAGE-14); by judgement."""
LONGEST_EVIDENCE = 500


@dataclass(frozen=True, slots=True)
class Given:
    """One answer: yes, no or None for "don't know", and what shows it."""

    answer: bool | None
    evidence: str = ""


def yardsticks_of(said: content.Statement) -> tuple[Yardstick, ...]:
    """Return the tests of the countries involved."""
    return yardsticks(said.client.country, said.contractor.country)


def told_by_terms(said: content.Statement) -> Mapping[str, Told]:
    """Return what the statement itself answers."""
    keys = {clause.key for clause in said.clauses}
    return told_by(
        Facts(
            independent=INDEPENDENCE in keys,
            corrects=ACCEPTANCE in keys,
            fixed_price=said.terms.form == "fixed",
            ends_on=said.terms.ends_on,
        )
    )


def latest_check(engagement: Engagement) -> Classification | None:
    """Return the latest check, whatever it was made of."""
    return Classification.objects.filter(engagement=engagement).first()


def check_of(engagement: Engagement, said: content.Statement) -> Classification | None:
    """Return the check that counts for what is `said`: the latest of just that, else the latest."""
    same = Classification.objects.filter(engagement=engagement, terms_hash=terms_hash(said))
    return same.first() or latest_check(engagement)


def answers_of(check: Classification | None) -> dict[str, Given]:
    """Return question -> what was answered in `check`."""
    found = check.answers if check else {}
    return {key: Given(row["answer"], row["evidence"]) for key, row in found.items() if key in BY_ID}


def result_of(given: Mapping[str, Given], tests: tuple[Yardstick, ...]) -> Result:
    """Judge answers by `tests`."""
    return judge({key: item.answer for key, item in given.items()}, tests)


@transaction.atomic
def answer_check(visit: Visit, engagement: Engagement, given: Mapping[str, Given]) -> Classification:
    """Keep a new check of an engagement with these answers; older ones stay. Records `checked`.

    It is about an open change order where there is one, and holds for it once that is signed.

    Questions that are not asked for its countries are left out. The same answers about the same terms
    on the same day are kept once.

    Raises:
        InputError: there is no statement of work yet, or some evidence is too long.
    """
    statement = agreed_next(engagement)
    if statement is None:
        raise InputError([Fault("statement", say("There is no statement of work"), say("Write it first"))])
    long = [key for key, item in given.items() if len(item.evidence) > LONGEST_EVIDENCE]
    if long:
        remedy = say("Use at most {most} characters", most=LONGEST_EVIDENCE)
        raise InputError([Fault(key, say("The evidence is too long"), remedy) for key in long])
    said = statement_of(statement.content)
    tests = yardsticks_of(said)
    asked = {key: item for key, item in given.items() if key in BY_ID and BY_ID[key].test in tests}
    result = result_of(asked, tests)
    answers = {key: {"answer": item.answer, "evidence": item.evidence} for key, item in asked.items()}
    today = timezone.localdate()
    recheck_on, fingerprint = today + timedelta(days=RECHECK_DAYS[result.level]), terms_hash(said)
    before = latest_check(engagement)
    if before and (before.answers, before.terms_hash, before.recheck_on) == (
        answers,
        fingerprint,
        recheck_on,
    ):
        return before
    check = Classification.objects.create(
        engagement=engagement,
        answers=answers,
        result=result.level,
        reasons=list(result.reasons),
        terms_hash=fingerprint,
        recheck_on=recheck_on,
        made_by=visit.user,
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="checked",
        thing="engagement",
        name=engagement.name,
        changes={"result": (before.result if before else None, str(result.level))},
    )
    return check


def why_again(check: Classification | None, said: content.Statement, today: date) -> str:
    """Return why the check has to be made (again), as a sentence; "" where it holds (§MANAGE-14)."""
    if check is None:
        return say("The classification check has not been made.")
    if check.terms_hash != terms_hash(said):
        return say("Hours, dates or scope have changed since the classification check.")
    if check.recheck_on <= today:
        return say("The classification check is out of date since {day}.", day=day(check.recheck_on))
    return ""


def verdict_on(engagement: Engagement, said: content.Statement, today: date) -> Verdict:
    """Answer as guard manage: made, still true of the terms, and not high; nobody may override it."""
    check = check_of(engagement, said)
    again = why_again(check, said, today)
    if again:
        return Verdict(
            guard=Guard.MANAGE,
            answer=Answer.BLOCK,
            rule="MANAGE-14" if check else "MANAGE-11",
            reason=again,
            fix=say("Answer its questions."),
            process=engagement.process,
            legal=True,
        )
    return guard(engagement.process, result_of(answers_of(check), yardsticks_of(said)))
