"""The people of a business told of agreements: what waits for a signature, and how it ended."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.urls import reverse

from outhaul.apps.notices.domain.letters import Letter
from outhaul.apps.notices.domain.telling import is_told, settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.models import Business, Membership, Role, User
from outhaul.apps.planning.domain.content import rows_of
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.domain.persons import manager_of, owners_of
from outhaul.apps.work.models import Engagement, Seat, Statement, Training
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.saying import Saying, day, joined, say
from outhaul.wording.tongue import later

LAPSES_WITHIN = timedelta(days=2)
"""How long before its last day the owners are told of what is not signed."""
EXPIRES_WITHIN = timedelta(days=30)
"""How long before it expires a training is told of."""
ENDED = {
    "declined": later("The other side declined to sign “{title}”."),
    "lapsed": later("“{title}” was not signed in time and has lapsed."),
}


def tell_to_sign(statement: Statement, *, is_reminder: bool = False) -> None:
    """Tell the owners that it waits for their signature; it is settled when it is signed, or ends."""
    said = say("“{title}” waits for your signature.", title=_title(statement))
    if is_reminder and statement.good_until:
        until = day(statement.good_until)
        said = say(
            "“{title}” still waits for your signature, until {day}.", title=_title(statement), day=until
        )
    _tell(statement, owners_of(statement.engagement), said, what="sign", acts=True)


def settle_to_sign(statement: Statement) -> None:
    """It waits for no signature of the business any more."""
    for what in ("sign", "lapses"):
        settle(statement.engagement.business, _matter(statement, what))


def tell_how_it_ended(statement: Statement, how: str) -> None:
    """Tell owners and manager that it was declined, or lapsed."""
    _tell(statement, _both(statement), say(ENDED[how], title=_title(statement)), what=how)


def tell_signed(statement: Statement, letter: Callable[[User], Letter]) -> None:
    """Tell owners and manager that both have signed; the letter has the paper."""
    said = say("“{title}” is signed by both sides.", title=_title(statement))
    _tell(statement, _both(statement), said, what="signed", letter=letter)


def tell_blocked(statement: Statement, reasons: Iterable[str]) -> None:
    """Tell owners and manager that both signed, but a guard keeps it back: it waits for them."""
    said = say(
        "“{title}” is signed by both sides, but the work cannot begin yet: {reasons}",
        title=_title(statement),
        reasons=joined(reasons, " "),
    )
    _tell(statement, _both(statement), said, what="blocked", acts=True)


@follows("engagement activate", "engagement cancel")
def settle_blocked(engagement: Engagement) -> None:
    """The work has begun, or will not: nothing keeps it back any more."""
    for key in engagement.statements.values_list("key", flat=True):
        settle(engagement.business, f"statement:{key}:blocked")


def tell_question(
    statement: Statement, question: str, *, number: int, letter: Callable[[User], Letter]
) -> None:
    """Tell the manager what the other side asks; the letter is answered by mail."""
    said = say("The other side asks about “{title}”: {question}", title=_title(statement), question=question)
    _tell(
        statement,
        manager_of(statement.engagement),
        said,
        what=f"question{number}",
        kind=Kind.QUESTION,
        letter=letter,
    )


def tell_lapses_soon(statement: Statement, today: date) -> None:
    """Tell the owners once, two days before the last day, of what is out and not signed by both."""
    until, what = statement.good_until, "lapses"
    if until is None or not today <= until <= today + LAPSES_WITHIN:
        return
    if is_told(statement.engagement.business, _matter(statement, what)):
        return
    said = say("“{title}” lapses on {day} unless both sides sign.", title=_title(statement), day=day(until))
    _tell(statement, owners_of(statement.engagement), said, what=what)


def tell_trainings_that_expire(today: date) -> None:
    """Tell managers and owners once, a month before, of a training that expires and is not renewed."""
    due = Training.objects.filter(removed_at=None, expires_on__range=(today, today + EXPIRES_WITHIN))
    for training in due.select_related("business").order_by("pk"):
        assert training.expires_on is not None, "the range has it"  # noqa: S101 -- asked just before
        once = f"training:{training.manager}:{training.expires_on}"
        newer = Training.objects.filter(
            business=training.business, manager=training.manager, course=training.course, removed_at=None
        ).exclude(expires_on__lte=training.expires_on)
        if newer.exists() or is_told(training.business, once):
            continue
        tell(
            _who_trains(training.business, training.manager),
            business=training.business,
            kind=Kind.WARNING,
            once=once,
            said=say(
                "The training of {name} expires on {day}: no new work begins under them after that.",
                name=_name(training.business, training.manager),
                day=day(training.expires_on),
            ),
            address=reverse("course", kwargs={"business": training.business.key}),
        )


def _who_trains(business: Business, manager: str) -> list[User]:
    seats = Seat.objects.filter(business=business, manager=manager).select_related("user")
    owners = Membership.objects.filter(business=business, role=Role.OWNER, user__is_active=True)
    return [*(seat.user for seat in seats), *(row.user for row in owners.select_related("user"))]


def _name(business: Business, manager: str) -> str:
    rows = rows_of(business, "managers")
    return next((str(row.get("name") or manager) for row in rows if row["id"] == manager), manager)


def _tell(  # noqa: PLR0913 -- whom, of what, and how
    statement: Statement,
    users: Iterable[User],
    said: Saying,
    *,
    what: str,
    kind: Kind = Kind.AGREEMENT,
    acts: bool = False,
    letter: Callable[[User], Letter] | None = None,
) -> None:
    business = statement.engagement.business
    tell(
        users,
        business=business,
        kind=kind,
        once=_matter(statement, what),
        said=said,
        address=reverse("signing", kwargs={"business": business.key, "statement": statement.key}),
        acts=acts,
        letter=letter,
    )


def _both(statement: Statement) -> list[User]:
    return [*owners_of(statement.engagement), *manager_of(statement.engagement)]


def _matter(statement: Statement, what: str) -> str:
    return f"statement:{statement.key}:{what}"


def _title(statement: Statement) -> str:
    return statement_of(statement.content).title
