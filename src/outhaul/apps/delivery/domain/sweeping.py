"""Files that were uploaded and never handed in are forgotten."""

from datetime import timedelta

from django.db import transaction
from django.db.models import RestrictedError

from outhaul.apps.delivery.models import StoredFile
from outhaul.apps.jobs.domain.recurring import every


@every(timedelta(days=1), "forget files that were never handed in")
def forget_files() -> None:
    """Delete stored files on which nothing rests; who still fills in a form chooses the file again."""
    for file in StoredFile.objects.filter(attachments=None).only("pk"):
        try:
            with transaction.atomic():
                file.delete()
        except RestrictedError:  # an invoice rests on it, or it was handed in meanwhile
            continue
