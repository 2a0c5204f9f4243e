"""What the guards say before a statement or a change order goes out: the one place that signing asks."""

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain import readiness
from outhaul.apps.work.domain.changing import verdicts_on
from outhaul.apps.work.domain.versions import in_force_before
from outhaul.apps.work.models import Classification, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.changes import changes_terms, changes_work
from outhaul.engine.changing import guard_check
from outhaul.engine.verdict import Verdict


def verdicts_before_sending(visit: Visit, statement: Statement) -> tuple[Verdict, ...]:
    """Return what every guard says; of a change order only where it changes hours, dates, scope or money."""
    before = in_force_before(statement)
    if before is None:
        return readiness.verdicts(visit, statement.engagement)
    was, said = statement_of(before.content), statement_of(statement.content)
    if not changes_terms(was, said):
        return ()
    found = (*readiness.verdicts(visit, statement.engagement), *verdicts_on(statement.engagement, was, said))
    if not changes_work(was, said):
        return found
    checks = Classification.objects.filter(engagement=statement.engagement, made_at__gte=statement.made_at)
    return (*found, guard_check(is_asked_anew=checks.exists()))


def ask_guards(visit: Visit, statement: Statement) -> None:
    """Return if every guard lets it go out. Raises Blocked."""
    left = readiness.open_blocks(statement.engagement, verdicts_before_sending(visit, statement))
    if left:
        raise Blocked(left)


def thing_of(statement: Statement) -> tuple[str, str]:
    """Return what an override of a block is about: the engagement, whatever is signed of it."""
    return readiness.THING, statement.engagement.key
