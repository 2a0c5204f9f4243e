"""What recurs: candidates who were kept long enough are erased, and what imports still hold of people."""

from datetime import timedelta

from django.utils import timezone

from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.jobs.models import ENDED
from outhaul.apps.sourcing.domain.erasing import erase_due
from outhaul.apps.sourcing.models import CandidateImport

LOOKED_AT_FOR = timedelta(days=2)
"""A file that was looked at and not read in is forgotten after that."""
UNDONE_WITHIN = timedelta(days=30)
"""Until then an import can be taken back."""


@every(timedelta(hours=6), "candidates kept long enough")
def keep_the_promise() -> None:
    """Erase who was kept long enough; forget what files told that nobody read in."""
    erase_due()
    forget_files()


def forget_files() -> None:
    """Forget the rows of files that nobody read in, and how to take back what was read in long ago."""
    now = timezone.now()
    CandidateImport.objects.filter(job=None, done_at=None, made_at__lt=now - LOOKED_AT_FOR).delete()
    CandidateImport.objects.filter(job__state__in=ENDED).exclude(table=None).update(table=None, findings={})
    old = CandidateImport.objects.filter(made_at__lt=now - UNDONE_WITHIN)
    old.exclude(table=None, added=[], before={}, findings={}).update(
        table=None, added=[], before={}, findings={}
    )
