"""What counts how much in a scorecard, where the owner wants it otherwise than usual."""

from django.db import models
from django.utils import timezone

from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField


class Weighting(models.Model):
    """The weights of a business's scorecards; one that has none weighs as usual."""

    business = models.OneToOneField(Business, on_delete=models.CASCADE, related_name="weighting")
    weights = PlainField(default=dict)
    """Side -> part -> weight; a side that is missing weighs as usual."""
    before = PlainField(default=dict)
    """What they were before the last change, so that it can be undone."""
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return whose they are."""
        return f"weights of {self.business}"
