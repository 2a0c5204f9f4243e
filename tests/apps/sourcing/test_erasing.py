"""Erasing leaves nothing that is personal, and takes nobody who is needed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from outhaul.apps.audit.models import Event
from outhaul.apps.jobs.models import Job
from outhaul.apps.sourcing.domain.candidates import change_candidate, put_forward
from outhaul.apps.sourcing.domain.ending import reject
from outhaul.apps.sourcing.domain.erasing import NotErasable, erase_candidate, erase_due
from outhaul.apps.sourcing.domain.exporting import activity_of, export_candidate
from outhaul.apps.sourcing.domain.importing import bring
from outhaul.apps.sourcing.domain.merging import merge_candidates
from outhaul.apps.sourcing.domain.moving import shortlist
from outhaul.apps.sourcing.domain.rounds import keep_the_promise
from outhaul.apps.sourcing.models import (
    Candidacy,
    Candidate,
    CandidateImport,
    Interview,
    Note,
    Offer,
    Override,
    TrackRecord,
    Trial,
)
from outhaul.apps.work.models import Contractor, Engagement
from outhaul.documents.candidates_file import write_csv
from outhaul.reference.tables import Reference
from tests.candidates_made import ANA, made_brief, made_candidacy, made_candidate
from tests.people import People

PERSONAL = (
    "Reyes",
    "ana@example.org",
    "Manila",
    "IELTS",
    "reconciliation",
    "example.org/ana",
    "Ben Cruz",
    "Nine years",
    "a quiet voice",
    "spoke well",
    "why I want it",
)


def everything_about_ana(people: People) -> Candidate:
    """Ana with a trace of her in every table."""
    visit = people.olivia
    candidacy = made_candidacy(visit)
    Candidacy.objects.filter(pk=candidacy.pk).update(
        message="why I want it", reason="Ana Reyes is slow", match={"who": "Ana Reyes"}, quote="ana-reyes"
    )
    Note.objects.create(candidacy=candidacy, text="a quiet voice", made_by=visit.user)
    Interview.objects.create(candidacy=candidacy, rater=visit.user, remark="Ana spoke well")
    Trial.objects.create(
        candidacy=candidacy,
        task="Close a month for Ana Reyes",
        criteria=[{"text": "Ana Reyes is on time", "met": True}],
        remark="Ana spoke well",
        fee=50,
        currency="USD",
        due_on=timezone.localdate(),
    )
    TrackRecord.objects.create(
        candidate=candidacy.candidate,
        source="trial",
        source_key="1",
        name="Close a month for Ana Reyes",
        accepted=True,
        first_pass=True,
        on_time=True,
    )
    Offer.objects.create(
        candidacy=candidacy, rate=10, currency="USD", message="Dear Ana Reyes", reason="Reyes"
    )
    Override.objects.create(
        business=visit.business,
        guard="pay",
        rule="PAY-5",
        thing="offer",
        blocked="low",
        reason="Ana Reyes asked",
    )
    twin = made_candidate(visit, email="reyes@example.org", about="Nine years, says Ben Cruz")
    merge_candidates(visit, candidacy.candidate, twin, {"about": "other"})
    reject(visit, candidacy, letter=("No", "Dear Ana Reyes"))
    return candidacy.candidate


def texts() -> Iterator[str]:
    """Every value in every table of sourcing, and in what the queue remembers, as text."""
    ours = [*apps.get_app_config("sourcing").get_models(), *apps.get_app_config("jobs").get_models()]
    tables = [model._meta.db_table for model in ours]  # noqa: SLF001 -- Django's own way
    tables.append(DBTaskResult._meta.db_table)  # noqa: SLF001 -- likewise
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 -- our own names
            for row in cursor.fetchall():
                yield from (f"{table}: {value}" for value in row)


def found(words: tuple[str, ...] = PERSONAL) -> set[str]:
    told = list(texts())
    return {word for word in words if any(word in text for text in told)}


def test_erasing_leaves_nothing_personal_in_any_table(people: People, reference: Reference) -> None:
    ana = everything_about_ana(people)
    bring(people.olivia, write_csv([ANA], reference), "ana.csv", reference)
    assert found() == set(PERSONAL)
    erase_candidate(people.olivia, ana)
    assert found() == set()
    assert Candidate.objects.get(pk=ana.pk).name == "(erased)"
    assert not Event.objects.filter(name__icontains="Reyes").exists()
    event = Event.objects.latest("number")
    assert (event.verb, event.thing, event.name) == ("erased", "candidate", ana.key)


def test_a_letter_that_waits_is_not_sent_any_more(people: People) -> None:
    ana = everything_about_ana(people)
    erase_candidate(people.olivia, ana)
    assert [job.state for job in Job.objects.all()] == ["cancelled"]


def test_somebody_else_keeps_everything(people: People) -> None:
    kai = made_candidate(people.olivia, name="Kai", email="kai@example.org")
    erase_candidate(people.olivia, everything_about_ana(people))
    kai.refresh_from_db()
    assert (kai.name, kai.email, kai.erased_at) == ("Kai", "kai@example.org", None)


def test_who_is_engaged_is_not_erased(people: People) -> None:
    ana = made_candidate(people.olivia)
    engaged(people, ana)
    with pytest.raises(NotErasable):
        erase_candidate(people.olivia, ana)


def engaged(people: People, ana: Candidate) -> None:
    contractor = Contractor.objects.create(
        business=people.bakery,
        candidate=ana,
        name=ana.name,
        email=ana.email,
        country="PH",
        time_zone="Asia/Manila",
    )
    Engagement.objects.create(
        business=people.bakery,
        name="Bookkeeping",
        process="bookkeeping",
        contractor=contractor,
        rate=10,
        currency="USD",
        hours_per_month=20,
        starts_on=timezone.localdate(),
    )


def past(candidate: Candidate, days: int = 200) -> Candidate:
    """The candidate, as if nothing had been done with it for some days."""
    then = timezone.now() - timedelta(days)
    Candidate.objects.filter(pk=candidate.pk).update(
        keep_until=timezone.localdate() - timedelta(1), changed_at=then, made_at=then
    )
    Candidacy.objects.filter(candidate=candidate).update(changed_at=then)
    return candidate


def erased() -> list[str]:
    return list(Candidate.objects.filter(erased_at__isnull=False).values_list("key", flat=True))


def test_who_was_kept_long_enough_is_erased_by_a_round_and_nobody_else(people: People) -> None:
    visit = people.olivia
    old, out = past(made_candidate(visit)), past(made_candidate(visit, name="Out"))
    Candidate.objects.filter(pk=out.pk).update(removed_at=timezone.now())
    past(made_candidacy(visit, name="Rejected", email="").candidate)
    moved_on = made_candidacy(visit, name="Lea", email="")
    past(moved_on.candidate)
    Candidacy.objects.filter(pk=moved_on.pk).update(state="shortlisted")
    works = past(made_candidate(visit, name="Works", email=""))
    engaged(people, works)
    made_candidate(visit, name="New", email="")
    assert erase_due() == 3
    assert erase_due() == 0
    left = Candidate.objects.filter(erased_at=None).values_list("name", flat=True)
    assert list(left) == ["Lea", "New", "Works"]
    assert {old.key, out.key} <= set(erased())
    assert Event.objects.latest("number").actor == "Outhaul"


def test_where_something_was_done_since_the_time_begins_anew(people: People) -> None:
    candidacy = made_candidacy(people.olivia)
    ana = past(candidacy.candidate)
    Note.objects.create(candidacy=candidacy, text="Called again")
    assert erase_due() == 0
    ana.refresh_from_db()
    assert ana.keep_until == timezone.localdate() + timedelta(180)


def test_who_agreed_to_a_time_is_erased_after_it(people: People) -> None:
    ana = past(made_candidate(people.olivia), days=10)
    Candidate.objects.filter(pk=ana.pk).update(consented_at=timezone.now())
    assert erase_due() == 1


def test_a_file_that_nobody_read_in_is_forgotten(people: People, reference: Reference) -> None:
    batch = bring(people.olivia, write_csv([ANA], reference), "ana.csv", reference)
    keep_the_promise()
    assert CandidateImport.objects.count() == 1
    CandidateImport.objects.filter(pk=batch.pk).update(made_at=timezone.now() - timedelta(3))
    keep_the_promise()
    assert CandidateImport.objects.count() == 0


def test_everything_kept_is_handed_out(people: People, reference: Reference) -> None:
    ana = everything_about_ana(people)
    change_candidate(people.olivia, ana, {"skills": ["Xero"]}, reference=reference)
    put_forward(people.olivia, ana, made_brief(people.olivia, "Payroll"))
    told = export_candidate(people.olivia, ana).decode()
    words = {*PERSONAL, "Xero", "Payroll", "reyes@example.org"}
    assert {word for word in words if word not in told} == set()
    assert Event.objects.latest("number").verb == "handed out"


def test_what_was_done_with_somebody_for_a_brief_is_told_too(people: People) -> None:
    ana = shortlist(people.olivia, made_candidacy(people.olivia)).candidate
    done = [(event.verb, event.thing) for event in activity_of(ana)]
    assert done == [("shortlisted", "candidacy"), ("put forward", "candidate"), ("added", "candidate")]
