"""The sample seeks somebody for its books, and says that all of them are invented."""

from collections import Counter

import pytest

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.planning.domain.sample import keep_sample_plan, reset_sample, sample_visit
from outhaul.apps.sourcing.domain.sample import INVENTED, make_sourcing_sample
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Offer, Trial
from outhaul.cli.demo import samples
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference
from tests.people import People


def make(reference: Reference) -> None:
    make_sourcing_sample(address=lambda token: f"https://outhaul.example/{token}/", reference=reference)


def states() -> dict[str, object]:
    return {
        "briefs": sorted(Brief.objects.values_list("process", "state")),
        "candidacies": Counter(Candidacy.objects.values_list("state", flat=True)),
        "trials": list(Trial.objects.values_list("state", flat=True)),
        "offers": list(Offer.objects.values_list("state", "rate")),
    }


EXPECTED = {
    "briefs": [("books", "published"), ("mail", "draft")],
    "candidacies": Counter(["offered", "interview", "shortlisted", "new"]),
    "trials": ["accepted"],
}


@pytest.mark.parametrize("with_plan", [True, False])
def test_the_sample_stands_where_people_would_have_brought_it(
    people: People,
    plan: PlanReport,
    reference: Reference,
    with_plan: bool,  # noqa: FBT001 -- a parameter
) -> None:
    if with_plan:
        keep_sample_plan(plan, reference=reference)
    make(reference)
    found = states()
    assert {key: found[key] for key in EXPECTED} == EXPECTED
    assert [state for state, _rate in found["offers"]] == ["sent"]  # type: ignore[attr-defined] # pairs
    assert Candidacy.objects.filter(score=None).count() == 0
    assert broken_at(people.bakery.key) is None


@pytest.mark.usefixtures("people")
def test_everybody_is_invented_and_lives_somewhere_else(reference: Reference) -> None:
    make(reference)
    rows = Candidate.objects.all()
    assert {row.about for row in rows} == {INVENTED}
    assert {row.email.partition("@")[2] for row in rows} == {"example.org"}
    assert len({row.country for row in rows}) == len(rows) == 4


@pytest.mark.usefixtures("people")
def test_made_twice_it_is_there_once_and_after_a_reset_again(reference: Reference) -> None:
    make(reference)
    once = states()
    make(reference)
    assert states() == once
    reset_sample(samples(), reference=reference)
    assert Brief.objects.filter(business=sample_visit().business).count() == 0
    make(reference)
    assert states() == once
