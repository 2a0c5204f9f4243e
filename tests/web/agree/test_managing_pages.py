"""Managers' load, training and course, as pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.engagements import name_managers
from outhaul.apps.work.domain.load import newest_duties, outlook_of
from outhaul.apps.work.models import Engagement, Seat, Training
from outhaul.engine.course import LESSONS, QUESTIONS
from outhaul.reference.tables import load
from tests.agreement_made import begun, sent, train
from tests.people import People

RIGHT = {question.id: str(question.right) for question in QUESTIONS}


def client_of(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


def page_of(visit: Visit, name: str, *keys: str) -> str:
    answer = client_of(visit).get(reverse(name, args=[visit.business.key, *keys]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " "))


def test_each_manager_is_drawn_against_the_free_hours(people: People) -> None:
    engagement = name_managers(people.olivia, begun(people.olivia), manager="marco", deputy="olivia")
    sent(engagement)
    page = page_of(people.viktor, "managing")
    assert page.count("<svg viewBox") == 4  # two managers, each wide and narrow
    assert "Marco needs 6.5 of 30 free hours in January 2027, the fullest month." in page
    assert "Olivia needs 0 of 18 free hours" in page
    assert "1 engagement of 4 that Marco can steer" in page
    assert "For 10 kept processes no plan says who answers for them" in page
    assert "<form" not in page.split('id="manager-marco"')[1].split("</section>")[0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_engagements_as_for_one(
    people: People, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for process in ("books", "mail", "web-shop")[:count]:
        sent(name_managers(people.olivia, begun(people.olivia, process=process), manager="marco", deputy=""))
    client = client_of(people.viktor)
    with django_assert_num_queries(13):
        client.get(reverse("managing", args=[people.bakery.key]))


def test_of_many_engagements_the_newest_are_listed_and_all_are_counted(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outhaul.web.agree.managing.cards.MOST_LISTED", 1)
    for process in ("books", "mail", "web-shop"):
        sent(name_managers(people.olivia, begun(people.olivia, process=process), manager="marco", deputy=""))
    section = page_of(people.viktor, "managing").split('id="manager-marco"')[1].split("</section>")[0]
    newest = Engagement.objects.order_by("-made_at", "-pk").select_related("contractor")[0]
    assert re.findall(r'<th scope="row">([^<]*: [^<]*)</th>', section) == [
        f"{newest.name}: {newest.contractor.name}"
    ]
    assert "3 engagements of 4 that Marco can steer" in section
    assert '?manager=marco">2 more among the engagements</a>' in section


def test_what_is_alike_weighs_what_each_weighs(people: People) -> None:
    for process in ("books", "books", "mail"):
        sent(name_managers(people.olivia, begun(people.olivia, process=process), manager="marco", deputy=""))
    outlook = outlook_of(people.bakery, load(), {"marco"})
    each = newest_duties(people.bakery, outlook.setting, {"marco"}, 50)["marco"]
    together = [duty for duty in outlook.duties["marco"] if not duty.is_kept]
    assert sum(duty.times for duty in together) == len(each) == 3
    assert sum(duty.times * duty.hours for duty in together) == pytest.approx(
        sum(duty.hours for duty in each)
    )


def test_a_training_that_ends_soon_is_told(people: People) -> None:
    train(people.olivia, until=timezone.localdate() + timedelta(days=30))
    assert "renew it before new work starts" in page_of(people.olivia, "managing")


def test_a_course_elsewhere_is_added_taken_out_and_put_back(people: People) -> None:
    client, key = client_of(people.marco), people.bakery.key
    where = reverse("add-training", args=[key, "marco"])
    assert client.post(where, {"course": "Steering"}).status_code == 422
    told = {"course": "Steering", "evidence": "Certificate", "passed_on": "2026-01-10"}
    assert client.post(where, told).status_code == 302
    row = Training.objects.get()
    client.post(reverse("remove-training", args=[key, row.pk]))
    page = client.get(reverse("managing", args=[key])).content.decode()
    assert "Steering is taken out." in page
    client.post(reverse("restore-training", args=[key, row.pk]))
    assert Training.objects.get().removed_at is None


def test_only_an_owner_says_who_is_which_manager(people: People) -> None:
    key, member = people.bakery.key, people.bakery.memberships.get(user=people.marco.user)
    where = reverse("take-seat", args=[key, "marco"])
    assert client_of(people.marco).post(where, {"member": member.pk}).status_code == 403
    assert client_of(people.olivia).post(where, {"member": member.pk}).status_code == 302
    assert Seat.objects.get().user == people.marco.user
    elsewhere = people.charlie.business.memberships.get()
    assert client_of(people.olivia).post(where, {"member": elsewhere.pk}).status_code == 404


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.guard.value)
def test_lessons_are_read_by_everybody(people: People, lesson: object) -> None:
    assert getattr(lesson, "title") in page_of(people.fatima, "lesson", getattr(lesson, "guard"))  # noqa: B009


def test_the_test_explains_what_was_wrong_and_can_be_repeated(people: People) -> None:
    client, where = client_of(people.marco), reverse("course-test", args=[people.bakery.key])
    answer = client.post(where, RIGHT)
    assert answer.status_code == 422
    assert "Choose which manager takes the test." in answer.content.decode()
    few = {key: value for key, value in RIGHT.items() if not key.startswith(("scope", "pay"))}
    answer = client.post(where, few | {"manager": "marco"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "6 of 10 answers are right." in re.sub(r"\s+", " ", page)
    assert page.count("Not right.") == 4
    assert QUESTIONS[0].because in page
    answer = client.post(where, RIGHT | {"manager": "marco"}, follow=True)
    assert "Every answer is right. Marco is trained." in answer.content.decode()
    assert Training.objects.get().manager == "marco"


def test_who_has_a_seat_takes_the_test_as_that_manager(people: People) -> None:
    Seat.objects.create(business=people.bakery, manager="olivia", user=people.marco.user)
    client, where = client_of(people.marco), reverse("course-test", args=[people.bakery.key])
    assert "You take it as Olivia." in client.get(where).content.decode()
    client.post(where, RIGHT | {"manager": "marco"})
    assert Training.objects.get().manager == "olivia"


def test_who_only_reads_cannot_take_it(people: People) -> None:
    client, where = client_of(people.viktor), reverse("course-test", args=[people.bakery.key])
    assert "Owners and managers take the test." in client.get(where).content.decode()
    assert client.post(where, RIGHT | {"manager": "marco"}).status_code == 403
