"""What the queue runs."""

from django_tasks import task

from outhaul.apps.jobs.domain.running import running
from outhaul.apps.sourcing.domain.reading_in import read_all
from outhaul.apps.sourcing.models import CandidateImport
from outhaul.reference.tables import load


@task
def read_candidates(job: str, batch: str) -> None:
    """Read in the import with the key `batch`, telling `job` how far it is."""
    with running(job) as report:
        wanted = CandidateImport.objects.select_related("business", "made_by").filter(key=batch).first()
        if report is not None and wanted is not None:
            read_all(wanted, load(), report)
