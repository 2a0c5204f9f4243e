"""A living sample business: the Harbour Bakery of the examples, with people who can sign in by a click."""

from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import Business, Membership, Role, User
from outhaul.apps.planning.domain.entries import replace_all
from outhaul.apps.planning.domain.plans import keep_made_plan
from outhaul.apps.planning.models import Plan
from outhaul.documents.business_file import read
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the sample."""

    name: str
    email: str
    role: Role
    business: str


BAKERY, OFFICE = "harbour-bakery", "isar-tragwerk"
PEOPLE = (
    Person("Olivia", "olivia@harbour-bakery.example", Role.OWNER, BAKERY),
    Person("Marco", "marco@harbour-bakery.example", Role.MANAGER, BAKERY),
    Person("Fatima", "fatima@harbour-bakery.example", Role.FINANCE, BAKERY),
    Person("Viktor", "viktor@harbour-bakery.example", Role.VIEWER, BAKERY),
    Person("Charlie", "charlie@isar-tragwerk.example", Role.OWNER, OFFICE),
)
"""Olivia owns the bakery, Marco manages; Charlie owns another business and sees nothing of hers."""


@transaction.atomic
def make_sample(files: Path, *, reference: Reference) -> None:
    """Keep the sample businesses of the folder `files` with their people; what is there already stays."""
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first()
        user = user or User.objects.create_user(person.email, name=person.name)
        business = Business.objects.filter(is_sample=True, members__email=_owner(person.business)).first()
        if business is None:
            source = files / f"{person.business}.toml"
            told = read(source, reference)
            business = found_business(owner=user, name=told.home.name, is_sample=True)
            replace_all(Visit(user, business, Role.OWNER), told, source=source.name)
        Membership.objects.get_or_create(business=business, user=user, defaults={"role": person.role})


@transaction.atomic
def keep_sample_plan(report: PlanReport, *, reference: Reference) -> None:
    """Let the bakery have `report` as its plan, unless it has one already."""
    visit = sample_visit()
    if not Plan.objects.filter(business=visit.business).exists():
        keep_made_plan(visit, replace(report, elapsed_ms=0), reference=reference)


def sample_visit(email: str = PEOPLE[0].email) -> Visit:
    """Return the visit of one of the sample people to their business; without a name, Olivia's."""
    found = Membership.objects.select_related("user", "business").get(
        user__email=email, business__is_sample=True
    )
    return Visit(found.user, found.business, Role(found.role))


def _owner(business: str) -> str:
    return next(person.email for person in PEOPLE if (person.business, person.role) == (business, Role.OWNER))


@transaction.atomic
def reset_sample(files: Path, *, reference: Reference) -> None:
    """Forget all that was done to the sample businesses and people, and keep them as they were at first."""
    Business.objects.filter(is_sample=True).delete()
    for person in PEOPLE:
        User.objects.filter(email=person.email).update(name=person.name, password=make_password(None))
    make_sample(files, reference=reference)
