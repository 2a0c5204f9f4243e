"""Server and worker are killed in the middle of a load: what was answered is kept, mail is known again.

Mail of notices is put into the queue exactly once, and sent at least once: none is lost, and what a kill
lets go out a second time carries the Message-ID of the first.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from tests.postbox import Postbox, opened_postbox
from tests.prepared import ROOT, prepare_folder
from tests.web.journey.installation import Installation

AT_HOME = ZoneInfo("America/New_York")
"""Where the sample business is: for some hours of each day its date is the one before that of UTC."""
SEED, FOUND = 20261127, 302
WALKED, IN_THE_RUN = 16, 6
"""Forms of the way to approved invoices, and of the pay run after it."""
LETTERS = 40
"""Notices that wait to be mailed when the load begins, to as many people."""
LONGEST = 0.08
"""Seconds after a form was sent within which everything is killed."""
PATIENCE = 60.0
"""Seconds that the mail may take on a busy machine."""
TOKEN = "a" * 32
"""What a browser brings with each form, as a cookie and as a field."""
SET_UP = """
import json
from dataclasses import replace
from decimal import Decimal

from outhaul.web.serve import set_up

set_up()
from django.test import Client
from outhaul.apps.planning.domain.sample import PEOPLE, make_sample, sample_visit
from django.utils import timezone
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import Membership, Role, User
from outhaul.cli.demo import samples
from outhaul.engine.saying import say
from outhaul.reference.tables import load
from tests.delivery_made import running
from tests.money_made import own_account, with_papers
from tests.people import People
from tests.statement_told import MILESTONES, STATEMENT

make_sample(samples(), reference=load())
people = People(*(sample_visit(person.email) for person in PEOPLE))
close, year = MILESTONES
parts = [replace(year, key=f"part{n}", name=f"Part {n}", fee=Decimal(fee)) for n, fee in
         enumerate(("300.10", "300.20", "600.20"))]
assignment = with_papers(running(people, replace(STATEMENT, milestones=(close, *parts))))
own_account(people.olivia)
guests = [User.objects.create_user(f"guest{number}@example.org") for number in range(%d)]
for guest in guests:
    Membership.objects.create(user=guest, business=people.bakery, role=Role.VIEWER)
said = say("“{what}” waits for your answer.", what="Books")
tell(guests, business=people.bakery, kind=Kind.DELIVERY, once="load", said=said, address="/", acts=True)
Notice.objects.update(mail_after=timezone.now())


def session(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


print(json.dumps({
    "business": people.bakery.key,
    "engagement": assignment.engagement.key,
    "ana": session(assignment.user),
    "marco": session(people.marco.user),
    "olivia": session(people.olivia.user),
}))
"""
AGREE = """
import json

from outhaul.web.serve import set_up

set_up()
from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.people.models import Business

print(json.dumps([str(disagreements(row)) for row in Business.objects.all()]))
"""


Value = str | list[str]
"""Of a field of a form."""


@dataclass(slots=True)
class Load:
    """Forms sent to a real server, which is killed while some of them are under way."""

    place: Installation
    sessions: Mapping[str, str]
    kills: dict[int, float]
    sent: int = 0

    def send(self, who: str, path: str, is_done: Callable[[], bool], **fields: Value) -> None:
        """Send a form as often as it takes; what was answered must be done, at once and for good."""
        delay = self.kills.pop(self.sent, None)
        self.sent += 1
        if delay is not None:
            killer = Timer(delay, self.place.kill)
            killer.start()
            answered = self._post(who, path, fields)
            killer.join()
            if answered == FOUND:
                assert is_done(), path
            self.place.start()
        if not is_done():
            assert (path, self._post(who, path, fields)) == (path, FOUND)
        assert is_done(), path

    def _post(self, who: str, path: str, fields: Mapping[str, Value]) -> int:
        """Return the status that the server answers, or 0 where it does not answer any more."""
        to = urlsplit(self.place.address)
        connection = HTTPConnection(str(to.hostname), to.port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.sessions[who]}; csrftoken={TOKEN}",
        }
        try:
            connection.request(
                "POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **fields}, doseq=True), headers
            )
            return connection.getresponse().status
        except (HTTPException, OSError):
            return 0
        finally:
            connection.close()


def script(folder: Path, text: str) -> str:
    """Run a script in the installation, and return the last line that it prints."""
    given = os.environ | {"OUTHAUL_DATA_DIR": str(folder / "var"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", text], env=given, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.fixture
def box() -> Iterator[tuple[Postbox, str]]:
    with opened_postbox() as (box, host, port):
        yield box, f"{host}:{port}"


def test_nothing_that_was_answered_is_lost(tmp_path: Path, box: tuple[Postbox, str]) -> None:
    postbox, server = box
    prepare_folder(tmp_path / "var")
    told = json.loads(script(tmp_path, SET_UP % LETTERS))
    place = Installation(tmp_path, OUTHAUL_MAIL_SERVER=server)
    place.start()
    chance = random.Random(SEED)  # noqa: S311 -- the same moments each time
    moments = (chance.randrange(4), WALKED + chance.randrange(IN_THE_RUN))
    load = Load(place, told, {number: chance.uniform(0, LONGEST) for number in moments})
    try:
        for key in ("close", "part0", "part1", "part2"):
            walk(load, told["business"], told["engagement"], key)
        pay(load, told["business"])
        assert load.sent == WALKED + IN_THE_RUN
        wait_for_mail(place)
    finally:
        place.end()
    states = place.told("select m.state from work_milestone m order by m.id")
    assert states == [("paid",)] * 4
    once = ("delivery_submission", "delivery_review", "money_invoice", "money_payment")
    assert [place.told(f"select count(*) from {table}")[0][0] for table in once] == [4] * 4  # noqa: S608 -- our own tables
    assert place.told("select state from money_payrun") == [("done",)]
    assert set(json.loads(script(tmp_path, AGREE))) == {"{}"}
    assert load.kills == {}
    check_letters(postbox)


def walk(load: Load, business: str, engagement: str, key: str) -> None:
    """Let one deliverable go from handed in to an approved invoice."""
    place, here = load.place, f"/b/{business}"
    portal, today = f"/portal/{engagement}", timezone.localdate().isoformat()

    def milestone(state: str) -> Callable[[], bool]:
        return lambda: place.told("select state from work_milestone where key = ?", key) == [(state,)]

    def invoice(state: str) -> Callable[[], bool]:
        return lambda: place.told("select state from money_invoice order by id desc limit 1") == [(state,)]

    submit = f"{portal}/milestones/{key}/submit/"
    load.send("ana", submit, milestone("submitted"), key=new_key(), note=f"All of {key}.")
    criteria = json.loads(place.told("select criteria from work_milestone where key = ?", key)[0][0])
    findings = {f"criterion-{place}": text for place, text in enumerate(criteria)}
    ((handed_in,),) = place.told("select key from delivery_submission order by id desc limit 1")
    accept = f"{here}/run/submissions/{handed_in}/"
    load.send("marco", accept, milestone("accepted"), decision="accept", confirmed="yes", **findings)
    heading = {"number": f"N-{key}", "issued_on": today, "tax_rate": "0"}
    load.send("ana", f"{portal}/invoices/make/", milestone("invoiced"), **heading)
    ((bill,),) = place.told("select key from money_invoice order by id desc limit 1")
    load.send("olivia", f"{here}/pay/invoices/{bill}/approve/", invoice("approved"))


def pay(load: Load, business: str) -> None:
    """Put all that is approved into one pay run, send it to the bank, and note what was paid."""
    place, runs, today = load.place, f"/b/{business}/pay", datetime.now(AT_HOME).date().isoformat()

    def are(state: str, count: int = 4) -> Callable[[], bool]:
        asked = "select count(*) from money_payment where state = ?"
        return lambda: place.told(asked, state) == [(count,)]

    bills = [key for (key,) in place.told("select key from money_invoice order by id")]
    load.send("olivia", f"{runs}/runs/new/", are("planned"), invoice=bills, executes_on=today)
    ((run,),) = place.told("select key from money_payrun")
    load.send("olivia", f"{runs}/runs/{run}/send/", are("sent"))
    for count, (payment,) in enumerate(place.told("select key from money_payment order by id"), 1):
        load.send("olivia", f"{runs}/payments/{payment}/", are("paid", count), paid_on=today, fee="0")


def wait_for_mail(place: Installation) -> None:
    """Wait until no notice that is due and no letter waits any more."""
    until = time.monotonic() + PATIENCE
    left = "select count(*) from notices_notice where once = 'load' and mailed_at is null"
    while place.told(left) != [(0,)] or {"waiting", "running"} & set(place.states_of_jobs()):
        assert time.monotonic() < until, place.states_of_jobs()
        time.sleep(0.2)
    assert set(place.states_of_jobs()) == {"done"}


def check_letters(postbox: Postbox) -> None:
    """Every letter went out; what went out twice is known by its Message-ID."""
    guests = {f"guest{number}@example.org" for number in range(LETTERS)}
    sent = {(str(letter["To"]), str(letter["Message-ID"])) for letter in postbox.letters}
    found = sorted(pair for pair in sent if pair[0] in guests)
    assert [to for to, _name in found] == sorted(guests)
    assert len({name for _to, name in sent}) == len(sent)
