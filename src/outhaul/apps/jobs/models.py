"""Work in the background, as a person watches it."""

from enum import StrEnum

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({State.DONE, State.FAILED, State.CANCELLED})


class Job(models.Model):
    """One piece of work: what the queue runs, with what a person wants to know of it."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    scope = models.CharField(max_length=16)
    """Key of the business that it is for."""
    state = models.CharField(
        max_length=16, choices=[(state.value, state.value) for state in State], default=State.WAITING
    )
    share = models.FloatField(default=0.0)
    """How much is done, 0..1."""
    doing = models.CharField(max_length=200, default="")
    """What is being done."""
    fault = models.TextField(default="")
    """Why it failed, in words for a person."""
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    """A running job whose lease has run out was lost with its worker."""
    cancel_wanted = models.BooleanField(default=False)
    task_id = models.CharField(max_length=64, default="")
    """The queue's own name for it."""
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return its name and state."""
        return f"{self.key}: {self.state}"

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen."""
        return State(self.state) in ENDED


LONGEST_NAME = 64
"""Letters in the name of what recurs."""


class Recurring(models.Model):
    """When something that recurs is due next."""

    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return its name."""
        return self.name
