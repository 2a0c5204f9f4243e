"""An engagement of the bakery with Ana, drafted, sent and signed as far as a test needs it."""

import re
from collections import Counter
from dataclasses import replace

from django.core.management import call_command

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.changing import begin_change, write_change
from outhaul.apps.work.domain.persons import Evidence
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.signing import ask_for_code, sign_as_contractor, sign_for_business
from outhaul.apps.work.domain.statements import follow
from outhaul.apps.work.models import Contractor, Signature, Statement
from outhaul.documents.statement.canonical import plain_of
from outhaul.documents.statement.content import Statement as Content
from tests.agreement_made import BOOKS, begun, ready
from tests.kept_rows import kept
from tests.people import People
from tests.postbox import Postbox
from tests.statement_told import STATEMENT

WHY = "The law was named wrongly."
HERE = Evidence(ip_address="192.0.2.7", agent="A browser")


def contractor(visit: Visit, *, name: str = "Ana Reyes", country: str = "PH") -> Contractor:
    return Contractor.objects.create(
        business=visit.business,
        name=name,
        email="ana@example.org",
        country=country,
        time_zone="Asia/Manila",
    )


@kept
def drafted(
    visit: Visit,
    said: Content = STATEMENT,
    *,
    who: Contractor | None = None,
    managers: tuple[str, str] = ("marco", "olivia"),
) -> Statement:
    """A draft that no guard blocks: of Ana's accepted offer, under a trained manager, with a deputy.

    Its words are those of `said`, as they stand, so that a test knows each of them.
    """
    brief = replace(BOOKS, title=said.title)
    engagement = begun(visit, brief=brief, agreed=said.terms, person={"name": said.contractor.name})
    if who is not None:
        engagement.contractor = who
        engagement.save(update_fields=["contractor"])
    Statement.objects.filter(engagement=engagement).update(content=plain_of(said))
    follow(engagement, said)
    return Statement.objects.select_related("engagement").get(engagement=ready(visit, engagement, *managers))


@kept
def sent(
    visit: Visit, content: Content = STATEMENT, *, managers: tuple[str, str] = ("marco", "olivia")
) -> Statement:
    return send_to_sign(visit, drafted(visit, content, managers=managers))


def contractors(statement: Statement) -> Signature:
    return Signature.objects.select_related("statement__engagement").get(
        statement=statement, side="contractor"
    )


def olivia_signs(people: People, statement: Statement) -> Statement:
    return sign_for_business(people.olivia, statement, typed_name="Olivia", agrees=True, evidence=HERE)


def ana_signs(statement: Statement, code: str) -> Statement:
    return sign_as_contractor(
        contractors(statement), typed_name="Ana Reyes", code=code, agrees=True, evidence=HERE
    )


def code_for(statement: Statement) -> str:
    """Ask for a code, and read it in the mail that came: while the clock stands still, none is the last."""
    before = Counter(letters())
    ask_for_code(contractors(statement))
    (told,) = (Counter(letters()) - before).elements()
    return code_in(told)


def letters() -> list[str]:
    """The texts of the mails that wait in the queue, in order."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 -- once Django is set up

    from outhaul.apps.jobs.domain.mailing import send  # noqa: PLC0415 -- likewise

    mails = DBTaskResult.objects.filter(task_path=send.module_path).order_by("enqueued_at")
    return [told["kwargs"]["text"] for told in mails.values_list("args_kwargs", flat=True)]


def last_letter() -> str:
    return letters()[-1]


def code_in(text: str) -> str:
    found = re.search(r"^\d{6}\s*$", text, re.MULTILINE)
    assert found, text
    return found[0].strip()


@kept
def signed(people: People, content: Content = STATEMENT) -> Statement:
    """An active engagement's statement, signed by both."""
    statement = sent(people.olivia, content)
    olivia_signs(people, statement)
    return ana_signs(statement, code_for(statement))


def change_order(people: People) -> Statement:
    """A change order that is out, of an active engagement: only its words change, so no guard is asked."""
    order = begin_change(people.olivia, signed(people).engagement, reason=WHY)
    write_change(people.olivia, order, replace(STATEMENT, reason=WHY, law="The law of Washington."))
    return send_to_sign(people.olivia, order)


def token_in(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def run_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def subjects(postbox: Postbox) -> list[tuple[str, str]]:
    return [(letter["To"], letter["Subject"]) for letter in postbox.letters]
