"""The contractor of the sample business whom one can be in the demo."""

from outhaul.apps.people.models import User
from outhaul.apps.work.models import Contractor

ANA = "ana.reyes@example.org"


def sample_contractor() -> User | None:
    """Return Ana's account, where she works for the sample business."""
    found = Contractor.objects.filter(business__is_sample=True, email=ANA).select_related("user").first()
    return found.user if found else None
