"""Matches are worked out in one pass, and anew as soon as anything that they depend on has changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.planning.domain.entries import set_field, single
from outhaul.apps.sourcing.domain.weighing import match_of, weigh, weigh_brief
from outhaul.apps.sourcing.models import Candidacy, Candidate
from outhaul.engine.verdict import Answer
from outhaul.reference.tables import Reference
from tests.matching_made import books_brief, candidacy, delivered
from tests.people import People


def test_a_candidate_is_weighed_once_and_then_found_as_before(people: People, reference: Reference) -> None:
    brief = books_brief(people.olivia)
    ana = candidacy(people.olivia, brief)
    assert (weigh_brief(brief, reference=reference), weigh_brief(brief, reference=reference)) == (1, 0)
    ana.refresh_from_db()
    match = match_of(ana)
    assert ana.score == match.score
    assert match.low < match.score < match.high
    assert sum(part.weight for part in match.parts) == pytest.approx(1.0)
    assert [(verdict.answer, verdict.rule) for verdict in match.verdicts] == [(Answer.PASS, "MATCH-14")]


def test_one_alone_is_weighed_as_all_together(people: People, reference: Reference) -> None:
    brief = books_brief(people.olivia)
    ana, ben = candidacy(people.olivia, brief), candidacy(people.olivia, brief, name="Ben", country="KE")
    alone = weigh(ana, reference=reference)
    weigh_brief(brief, reference=reference)
    ana.refresh_from_db()
    ben.refresh_from_db()
    assert match_of(ana) == alone
    assert weigh(ben, reference=reference) == match_of(ben)


def test_whatever_a_match_depends_on_has_it_weighed_anew(people: People, reference: Reference) -> None:
    brief = books_brief(people.olivia)
    ana = candidacy(people.olivia, brief)
    weigh_brief(brief, reference=reference)

    def weighed() -> int:
        return weigh_brief(brief, reference=reference)

    who = Candidate.objects.get()
    who.skills, who.changed_at = ["Baking"], timezone.now()
    who.save()
    assert weighed() == 1
    delivered(who, 1)
    assert weighed() == 1
    Candidacy.objects.filter(pk=ana.pk).update(rate=Decimal(12))
    assert weighed() == 1
    Candidate.objects.update(available_from=timezone.now().date() + timedelta(days=40))
    assert weighed() == 1
    brief.content["overlap_hours"] = 4.0
    brief.save()
    assert weighed() == 1
    set_field(
        people.olivia,
        single(people.olivia, "business"),
        "working_hours",
        ["08:00", "16:00"],
        reference=reference,
    )
    assert weighed() == 1
    set_field(people.olivia, single(people.olivia, "assumptions"), "match_skills", 0.4, reference=reference)
    assert weighed() == 1
    assert weighed() == 0


def test_who_is_erased_or_taken_out_is_left_alone(people: People, reference: Reference) -> None:
    brief = books_brief(people.olivia)
    candidacy(people.olivia, brief, erased_at=timezone.now())
    candidacy(people.olivia, brief, removed_at=timezone.now())
    assert weigh_brief(brief, reference=reference) == 0


def test_the_rate_counts_in_the_business_s_money(people: People, reference: Reference) -> None:
    """610 Philippine pesos are some 10.50 dollars, which lies in the band."""
    brief = books_brief(people.olivia)
    ana = candidacy(people.olivia, brief, rate=Decimal(610), currency="PHP")
    rate = next(part for part in weigh(ana, reference=reference).parts if part.name == "rate")
    assert (rate.value, rate.reason) == (1.0, "The rate asked lies in the fair band, or a talk away from it.")


@pytest.mark.parametrize("count", [1, 3])
def test_a_brief_is_weighed_in_as_many_queries_however_many_apply(
    people: People, reference: Reference, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    brief = books_brief(people.olivia)
    for number in range(count):
        candidacy(people.olivia, brief, name=f"Candidate {number}")
    with django_assert_num_queries(7):
        weigh_brief(brief, reference=reference)
    with django_assert_num_queries(3):
        weigh_brief(brief, reference=reference)


def test_a_thousand_are_weighed_together(people: People, reference: Reference) -> None:
    brief = books_brief(people.olivia)
    first = candidacy(people.olivia, brief)
    made = [
        Candidate(
            business=brief.business,
            name=f"Candidate {number}",
            keep_until=first.candidate.keep_until,
            country=("PH", "KE", "CO")[number % 3],
            skills=[f"Skill {number}"],
        )
        for number in range(999)
    ]
    Candidacy.objects.bulk_create(
        Candidacy(brief=brief, candidate=who) for who in Candidate.objects.bulk_create(made)
    )
    assert weigh_brief(brief, reference=reference) == 1000
    assert Candidacy.objects.filter(score=None).count() == 0
    assert Candidacy.objects.first() == first
