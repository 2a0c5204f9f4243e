"""Olivia owns the Harbour Bakery, Marco manages, Fatima pays, Viktor looks; Charlie owns another business."""

from dataclasses import dataclass

import pytest

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.domain.sample import PEOPLE, make_sample, sample_visit
from outhaul.cli.demo import samples
from outhaul.reference.tables import Reference, load
from tests.kept_rows import kept


@dataclass(frozen=True, slots=True)
class People:
    """The visits of the sample people, each to their own business."""

    olivia: Visit
    marco: Visit
    fatima: Visit
    viktor: Visit
    charlie: Visit

    @property
    def bakery(self) -> Business:
        return self.olivia.business


@kept
def everybody() -> People:
    """Let the sample businesses be there, as new."""
    make_sample(samples(), reference=load())
    return People(*(sample_visit(person.email) for person in PEOPLE))


@pytest.fixture
def people(db: None) -> People:  # noqa: ARG001 -- what they are kept in
    """The sample businesses as the examples tell them, with their people."""
    return everybody()


@pytest.fixture
def nobody(db: None) -> User:  # noqa: ARG001 -- what they are kept in
    """Somebody who belongs to no business yet."""
    return User.objects.create_user("nora@example.org", "a long enough password", name="Nora")


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()
