"""Mail that is stopped in one click, and comes in the language in which one reads."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from outhaul.apps.notices.domain.readers import choices_of, choose_hearing, reader_of
from outhaul.apps.notices.models import Kind, Notice, Way
from outhaul.web.translations import compile_translations
from tests.notices_made import post, told
from tests.people import People
from tests.postbox import Postbox, postbox

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_mail_is_in_the_language_in_which_the_reader_reads(
    people: People, postbox: Postbox, settings: Settings, tmp_path: Path
) -> None:
    compile_translations(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    client = Client(headers={"accept-language": "de"})
    client.force_login(people.marco.user)
    client.cookies["zone"] = "Europe/Berlin"
    client.get("/inbox/")
    told(people)
    post(timedelta(minutes=2))
    assert "Guten Tag" in str(postbox.letters[0].get_content())
    assert reader_of(people.marco.user).time_zone == "Europe/Berlin"


def test_one_click_stops_mail_of_a_kind_without_signing_in_and_nothing_else(
    people: People, postbox: Postbox
) -> None:
    told(people, once="a", kind=Kind.MONEY)
    post(timedelta(minutes=2))
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter["List-Unsubscribe"].strip("<>")
    address = link[link.index("/inbox/") :]
    anybody = Client(enforce_csrf_checks=True)
    assert anybody.get(address).status_code == 200
    told(people, once="b", kind=Kind.MONEY)
    body = "List-Unsubscribe=One-Click"
    answer = anybody.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    told(people, once="c", kind=Kind.DELIVERY)
    post(timedelta(minutes=2))
    assert [one["Subject"].partition(" ")[0] for one in postbox.letters] == ["October", "October"]
    assert Notice.objects.get(once="b").mailed_at is None
    assert Notice.objects.get(once="c").mailed_at is not None
    anybody.post(address, {"resume": "yes"})
    assert Notice.objects.get(once="b").mail_after is not None


def test_a_link_that_stops_one_kind_stops_no_other(people: People, postbox: Postbox) -> None:
    told(people, kind=Kind.MONEY)
    post(timedelta(minutes=2))
    link = postbox.letters[0]["List-Unsubscribe"].strip("<>")
    address = link[link.index("/inbox/") :].replace("/money/", "/digest/")
    assert Client().post(address).status_code == 404
    assert reader_of(people.marco.user).wants_digest is True


def test_the_digest_is_stopped_and_what_must_be_acted_on_comes_as_before(
    people: People, postbox: Postbox
) -> None:
    with time_machine.travel(datetime(2026, 11, 27, 17, 0, tzinfo=UTC), tick=False):
        mine = reader_of(people.marco.user)
        choose_hearing(mine, zone="America/New_York", hour=7, wants_digest=True, ways={})
        told(people, once="a", acts=False)
    post(datetime(2026, 11, 28, 12, 1, tzinfo=UTC))
    link = postbox.letters[0]["List-Unsubscribe"].strip("<>")
    Client().post(link[link.index("/inbox/") :])
    with time_machine.travel(datetime(2026, 11, 28, 15, 0, tzinfo=UTC), tick=False):
        told(people, once="b", acts=False)
        told(people, once="c")
    post(datetime(2026, 11, 30, 15, 0, tzinfo=UTC))
    assert [Notice.objects.get(once=once).mailed_at is None for once in "abc"] == [False, True, False]


def test_the_page_keeps_digest_hour_zone_and_the_way_of_each_kind(people: People) -> None:
    client = Client()
    client.force_login(people.marco.user)
    page = "/account/notices/"
    told = {"wants_digest": "on", "hour": "9", "zone": "Europe/Berlin", "money": "never", "pulse": ""}
    assert client.post(page, told).status_code == 302
    mine = reader_of(people.marco.user)
    assert (mine.wants_digest, mine.digest_hour, mine.time_zone) == (True, 9, "Europe/Berlin")
    assert choices_of(mine) == {Kind.MONEY: Way.NEVER}
    client.cookies["zone"] = "Asia/Manila"
    shown = client.get(page).content.decode()
    assert "At most 1 digest a day, at 9:00 by the clock of Europe/Berlin." in shown


def test_a_zone_that_there_is_not_is_refused_and_nothing_is_kept(people: People) -> None:
    client = Client()
    client.force_login(people.marco.user)
    answer = client.post("/account/notices/", {"hour": "9", "zone": "Europe/Atlantis"})
    assert answer.status_code == 422
    assert "This is no time zone that we know." in answer.content.decode()
    assert reader_of(people.marco.user).wants_digest is True
