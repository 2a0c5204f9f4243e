"""Figures over all engagements of a large business, kept so that its pages need not add them up."""

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import Business


class KeptFigures(models.Model):
    """What was worked out last; it can be worked out anew at any time, and comes to the same."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="kept_figures")
    content = models.TextField()
    """As JSON; domain.figures reads it."""
    basis = models.CharField(max_length=80)
    """How far the audit trail was, and on which day; while both stay, nothing can have changed."""
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return whose they are, and of when."""
        return f"{self.business}, {self.made_at}"
