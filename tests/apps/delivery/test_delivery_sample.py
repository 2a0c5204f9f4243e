"""The sample business has Ana at work, and putting it back leaves nothing of hers."""

from outhaul.apps.delivery.domain.own import access_own_tasks
from outhaul.apps.delivery.domain.sample import make_delivery_sample, sample_contractor
from outhaul.apps.delivery.models import Submission
from outhaul.apps.planning.domain.sample import reset_sample
from outhaul.apps.sourcing.domain.sample import make_sourcing_sample
from outhaul.apps.work.domain.access import Assignment, access_assignments
from outhaul.apps.work.models import Engagement
from outhaul.cli.demo import samples
from outhaul.reference.tables import Reference
from tests.people import People


def test_ana_works_for_the_bakery_once_and_can_be_put_back(people: People, reference: Reference) -> None:
    assert sample_contractor() is None
    make_sourcing_sample(address=lambda token: f"http://localhost/{token}", reference=reference)
    for _twice in range(2):
        make_delivery_sample(reference=reference)
    ana = sample_contractor()
    assert ana is not None
    engagement = access_assignments(ana).get()
    assert (engagement.business, engagement.state) == (people.bakery, "active")
    assert Submission.objects.get().milestone.state == "submitted"
    assert access_own_tasks(Assignment(ana, engagement)).count() == 3
    reset_sample(samples(), reference=reference)
    assert (Engagement.objects.count(), sample_contractor()) == (0, None)
