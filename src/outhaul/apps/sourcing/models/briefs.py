"""Briefs."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.lifecycles import BriefState


class Brief(models.Model):
    """One piece of work that candidates are sought for."""

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="briefs")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    process = models.CharField(max_length=64)
    """Key of the process that it is written from."""
    plan = models.ForeignKey(Plan, null=True, on_delete=models.SET_NULL, related_name="briefs")
    title = models.CharField(max_length=200)
    content = PlainField(default=dict)
    """An `engine.brief.Brief` as plain values."""
    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in BriefState], default=BriefState.DRAFT
    )
    is_public = models.BooleanField(default=False)
    """Whether its link shows it to everybody who has the link, with a form to apply."""
    link_number = models.PositiveIntegerField(default=1)
    """Counts the links: the present one is made from it, those before open nothing."""
    open_until = models.DateField(null=True)
    """Last day on which somebody can apply."""
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    """When it was taken out; it can be put back."""

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["business", "removed_at", "-made_at"], name="briefs_of")]

    def __str__(self) -> str:
        """Return its title."""
        return self.title
