"""The contractor of the sample business whom one can be in the demo."""

from django.db.models import QuerySet

from outhaul.apps.composed import Composed
from outhaul.apps.people.models import User
from outhaul.apps.work.models import Contractor

ANA = "ana.reyes@example.org"


def sample_contractor() -> User | None:
    """Return Ana's account, where she works for the sample business."""
    return next((found.user for found in _named(ANA)), None)


@Composed
def _named(email: str) -> QuerySet[Contractor]:
    found = Contractor.objects.filter(business__is_sample=True, email=email)
    return found.select_related("user").order_by("pk")[:1]
