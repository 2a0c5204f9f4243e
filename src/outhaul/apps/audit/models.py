"""Events of the audit trail: append-only, each bound to the one before it."""

from typing import Any, ClassVar, NoReturn

from django.db import models


class Chain(models.Model):
    """The end of the trail of one business; it is locked while an event is added."""

    scope = models.CharField(max_length=16, unique=True)
    length = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        """Return whose trail it is and how long."""
        return f"{self.scope}: {self.length}"


class Event(models.Model):
    """Something that somebody did, in the words of the domain."""

    scope = models.CharField(max_length=16)
    """Key of the business."""
    number = models.PositiveIntegerField()
    """Its place in the trail, from 1."""
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=254)
    """Who it was, as called then; "Outhaul" where nobody was."""
    verb = models.CharField(max_length=40)
    thing = models.CharField(max_length=40)
    """The kind of thing it was done to."""
    name = models.CharField(max_length=254)
    """What that is called."""
    changes = models.TextField(default="{}")
    """JSON: field -> [before, after]."""
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """One event a place in the trail. The database refuses to change one: see append_only."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "number"], name="one_event_a_place")
        ]
        indexes: ClassVar = [models.Index(fields=["scope", "actor_id", "-number"], name="events_of_a_person")]
        ordering: ClassVar = ["scope", "-number"]

    def __str__(self) -> str:
        """Return who did what."""
        return f"{self.actor} {self.verb} {self.thing} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own arguments
        """Add the event; what stands in the trail is never changed."""
        if self.pk is not None:
            raise TypeError("an event of the audit trail cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002 -- Django's own arguments
        """Refuse."""
        raise TypeError("an event of the audit trail cannot be deleted")
