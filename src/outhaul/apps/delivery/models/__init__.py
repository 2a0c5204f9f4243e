"""What is submitted and reviewed, when people meet, what is lent and granted, and what they ask."""

from outhaul.apps.delivery.models.checklists import Access, ChecklistItem, Equipment
from outhaul.apps.delivery.models.checkpoints import Absence, Checkpoint
from outhaul.apps.delivery.models.hours import HourEntry, Task
from outhaul.apps.delivery.models.submissions import Attachment, Review, StoredFile, Submission
from outhaul.apps.delivery.models.talk import Message, Proposal, Snooze

__all__ = [
    "Absence",
    "Access",
    "Attachment",
    "ChecklistItem",
    "Checkpoint",
    "Equipment",
    "HourEntry",
    "Message",
    "Proposal",
    "Review",
    "Snooze",
    "StoredFile",
    "Submission",
    "Task",
]
