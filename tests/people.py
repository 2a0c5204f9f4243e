"""Olivia owns the Harbour Bakery, Marco manages, Fatima pays, Viktor looks; Charlie owns another business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.domain.sample import PEOPLE, make_sample, sample_visit
from outhaul.cli.demo import samples
from outhaul.reference.tables import Reference, load


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


@pytest.fixture
def people(db: None) -> People:  # noqa: ARG001 -- what they are kept in
    """The sample businesses as the examples tell them, with their people."""
    _keep_sample()
    return People(*(sample_visit(person.email) for person in PEOPLE))


@pytest.fixture
def nobody(db: None) -> User:  # noqa: ARG001 -- what they are kept in
    """Somebody who belongs to no business yet."""
    return User.objects.create_user("nora@example.org", "a long enough password", name="Nora")


@pytest.fixture(scope="session")
def reference() -> Reference:
    return load()


@dataclass(frozen=True, slots=True)
class _Sample:
    """When the sample was made, and the rows that it was made of, table by table."""

    made_at: datetime
    tables: Sequence[Sequence[Model]]


_FRESH = timedelta(hours=1)
_samples: list[_Sample] = []


def _keep_sample() -> None:
    """Make the sample, or keep the very rows that it was made of in the hour before.

    Nearly every test begins with it, and making it takes nine times as long as keeping its rows.
    """
    now = timezone.now()
    fresh = [one for one in _samples if now - _FRESH < one.made_at <= now]
    managers = [model._default_manager for model in apps.get_models()]  # noqa: SLF001 -- as Django names it
    if User.objects.exists():
        make_sample(samples(), reference=load())
    elif fresh:
        with transaction.atomic():
            for rows in fresh[-1].tables:
                type(rows[0])._default_manager.bulk_create(rows)  # noqa: SLF001 -- likewise
    else:
        counts = [manager.count() for manager in managers]
        make_sample(samples(), reference=load())
        filled = [manager.all() for manager, count in zip(managers, counts, strict=True) if not count]
        _samples.append(_Sample(now, [list(rows) for rows in filled if rows]))
