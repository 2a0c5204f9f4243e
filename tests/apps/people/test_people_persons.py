"""What a person is called."""

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.domain.persons import rename_person
from outhaul.apps.people.models import User
from tests.people import People


def test_a_new_name_stands_in_the_trail_of_every_business_of_the_person(people: People) -> None:
    second = found_business(owner=people.olivia.user, name="Harbour Café")
    rename_person(people.olivia.user, name="Olivia Berg")
    told = Event.objects.filter(verb="changed", thing="member").order_by("scope")
    assert [(event.scope, event.name, event.changes) for event in told] == [
        (key, "Olivia Berg", '{"name": ["Olivia", "Olivia Berg"]}')
        for key in sorted((people.bakery.key, second.key))
    ]
    assert str(User.objects.get(pk=people.olivia.user.pk)) == "Olivia Berg"


def test_the_same_name_again_is_no_change(people: People) -> None:
    before = Event.objects.count()
    rename_person(people.olivia.user, name="Olivia")
    assert Event.objects.count() == before
