"""How somebody wants to hear of things, and their calendar feed."""

from enum import StrEnum
from typing import ClassVar

from django.db import models

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.notices.models.notices import Kind
from outhaul.apps.people.models import User


class Way(StrEnum):
    """How a kind of notice comes by mail."""

    AT_ONCE = "at once"
    DIGEST = "digest"
    NEVER = "never"


class Reader(models.Model):
    """A person as a reader: language, zone, the hour of the digest, and the link to the calendar."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reader")
    key = models.CharField(max_length=16, unique=True, default=new_key)
    language = models.CharField(max_length=8, blank=True)
    """In which the pages were read last; empty before that."""
    time_zone = models.CharField(max_length=64, default="UTC")
    is_zone_chosen = models.BooleanField(default=False)
    """False while the zone is a guess: then it follows the browser."""
    wants_digest = models.BooleanField(default=True)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    """In the reader's own zone."""
    digest_on = models.DateField(null=True)
    """Local day of the last digest."""
    feed_number = models.PositiveIntegerField(default=0)
    """Number of the last link to the calendar that was made; 0 where none was."""
    is_feed_open = models.BooleanField(default=False)
    """False where that link was taken back."""

    def __str__(self) -> str:
        """Return who reads."""
        return str(self.user)


class Choice(models.Model):
    """How a reader wants one kind, where it is not as usual."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    way = models.CharField(max_length=16, choices=[(way.value, way.value) for way in Way])

    class Meta:
        """One a kind."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["reader", "kind"], name="one_way_a_kind")]

    def __str__(self) -> str:
        """Return the kind and the way."""
        return f"{self.kind}: {self.way}"
