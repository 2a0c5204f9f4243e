"""One line in somebody's inbox."""

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.utils import timezone

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.fields import PlainField


class Kind(StrEnum):
    """What a notice is about; each can be switched for itself."""

    SOURCING = "sourcing"
    AGREEMENT = "agreement"
    DELIVERY = "delivery"
    CHECKPOINT = "checkpoint"
    QUESTION = "question"
    MONEY = "money"
    WARNING = "warning"
    PULSE = "pulse"
    REVIEW = "review"


class Notice(models.Model):
    """Something that one person should know, or has to act on."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    once = models.CharField(max_length=120)
    """What it is about, such as "submission:3f2a": told twice, it is one notice."""
    said = PlainField()
    """A sentence and its values, put into the reader's language when it is read."""
    address = models.CharField(max_length=300)
    """Path of the page where it is dealt with."""
    acts = models.BooleanField(default=False)
    """Whether the reader has to act."""
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    """When there was nothing left to act on, whoever did it."""
    mail_after = models.DateTimeField(null=True)
    """When it may go out by mail, alone or in the digest; None when it went, or never will."""
    mailed_at = models.DateTimeField(null=True)
    has_letter = models.BooleanField(default=False)
    """Whether a letter of its own tells of the matter: then the notice is not mailed, too."""

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "business", "once"], name="one_notice_a_matter")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "business", "-made_at"], name="notices_of"),
            models.Index(
                fields=["user", "made_at", "id"],
                name="notices_to_act_on",
                condition=models.Q(acts=True, settled_at=None),
            ),
            models.Index(fields=["mail_after"], name="notices_to_mail"),
            models.Index(
                fields=["user", "business"],
                condition=models.Q(read_at=None, settled_at=None),
                name="notices_unread",
            ),
        ]

    def __str__(self) -> str:
        """Return what it is about."""
        return self.once
