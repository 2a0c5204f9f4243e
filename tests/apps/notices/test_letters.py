"""Letters to people with an account: stopped by the same switches as the lines that they tell of."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from outhaul.apps.notices.domain.letters import Letter
from outhaul.apps.notices.domain.readers import choose_hearing, reader_of
from outhaul.apps.notices.domain.stopping import reader_by_link, stop
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind, Notice, Way
from outhaul.engine.saying import say
from tests.briefs_made import applied, opened_brief
from tests.notices_made import post
from tests.people import People
from tests.postbox import Postbox, postbox
from tests.signing_made import ana_signs, code_for, olivia_signs, run_queue, sent

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)


def paper_sent(people: People, *, once: str) -> Notice:
    """Tell Marco that something is signed, with the paper."""
    (notice,) = tell(
        [people.marco.user],
        business=people.bakery,
        kind=Kind.AGREEMENT,
        once=once,
        said=say("“{title}” is signed by both sides.", title=once),
        address="/account/",
        letter=lambda user: Letter(
            f"Signed: {once}", f"Hello {user},", "ana@example.org", {"a.pdf": b"%PDF"}
        ),
    )
    return notice


def subjects(postbox: Postbox) -> list[str]:
    return [letter["Subject"] for letter in postbox.letters]


def test_a_letter_goes_at_once_and_can_be_stopped_in_one_click(people: People, postbox: Postbox) -> None:
    notice = paper_sent(people, once="Books")
    run_queue()
    (letter,) = postbox.letters
    assert (letter["To"], letter["Reply-To"]) == (people.marco.user.email, "ana@example.org")
    assert [paper.get_content() for paper in letter.iter_attachments()] == [b"%PDF"]
    assert letter["Message-ID"].startswith(f"<notice.{notice.key}.")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = letter["List-Unsubscribe"].strip("<>/").rpartition("/")[2]
    reader = reader_by_link("agreement", token)
    assert reader is not None
    stop(reader, "agreement")
    paper_sent(people, once="Payroll")
    post(timedelta(days=2))
    assert subjects(postbox) == ["Signed: Books"]
    assert Notice.objects.get(once="Payroll").read_at is None


def test_who_wants_it_in_the_digest_gets_the_line_and_no_letter(people: People, postbox: Postbox) -> None:
    with time_machine.travel(NOON, tick=False):
        mine, way = reader_of(people.marco.user), {Kind.AGREEMENT: Way.DIGEST}
        choose_hearing(mine, zone="America/New_York", hour=7, wants_digest=True, ways=way)
        paper_sent(people, once="Books")
    post(NOON + timedelta(minutes=2))
    assert subjects(postbox) == []
    post(datetime(2026, 11, 28, 12, 1, tzinfo=UTC))
    assert subjects(postbox) == ["1 thing to know"]


def test_nothing_beside_the_switches_reaches_an_owner_who_wants_no_mail(
    people: People, postbox: Postbox
) -> None:
    """From the application to the signed paper: Olivia's inbox has it all, Ana's mailbox has hers."""
    for user in (people.olivia.user, people.marco.user):
        ways: dict[Kind, Way | None] = dict.fromkeys(Kind, Way.NEVER)
        choose_hearing(reader_of(user), zone="UTC", hour=7, wants_digest=False, ways=ways)
    applied(opened_brief(people))
    statement = sent(people.olivia)
    olivia_signs(people, statement)
    ana_signs(statement, code_for(statement))
    post(timedelta(days=2))
    assert {letter["To"] for letter in postbox.letters} == {"ana@example.org"}
    told = Notice.objects.filter(user=people.olivia.user).values_list("once", flat=True)
    assert {once.partition(":")[0] for once in told} >= {"application", "statement"}
