"""What the guards say before a statement or a change order goes out: the one place that signing asks."""

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain import readiness
from outhaul.apps.work.domain.changing import verdicts_on
from outhaul.apps.work.domain.statements import terms_hash
from outhaul.apps.work.domain.versions import in_force_before, open_change
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.changes import changes_terms
from outhaul.engine.verdict import Verdict

BEFORE = frozenset({EngagementState.DRAFT, EngagementState.SIGNING})
"""States in which the guards still decide whether it begins."""


def verdicts_before_sending(visit: Visit, statement: Statement) -> tuple[Verdict, ...]:
    """Return what every guard says of just this statement.

    Of a change order they say something only where it changes hours, dates, scope or money; each looks at
    what the order says, and the classification check must have been made of that (§SIGN-4).
    """
    before = in_force_before(statement)
    if before is None:
        return readiness.verdicts(visit, statement.engagement, statement)
    was, said = statement_of(before.content), statement_of(statement.content)
    if not changes_terms(was, said) and terms_hash(was) == terms_hash(said):
        return ()
    found = readiness.verdicts(visit, statement.engagement, statement)
    return (*found, *verdicts_on(statement.engagement, was, said))


def verdicts_now(visit: Visit, engagement: Engagement) -> tuple[Verdict, ...]:
    """Return what stands in the way of what comes next: the beginning, or a change order that is a draft."""
    if engagement.state in BEFORE:
        return readiness.verdicts(visit, engagement)
    change = open_change(engagement)
    if change is None or change.state != StatementState.DRAFT:
        return ()
    return verdicts_before_sending(visit, change)


def ask_guards(visit: Visit, statement: Statement) -> None:
    """Return if every guard lets it go out. Raises Blocked."""
    left = readiness.open_blocks(statement.engagement, verdicts_before_sending(visit, statement))
    if left:
        raise Blocked(left)
