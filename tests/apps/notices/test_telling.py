"""People are told of a matter once, and no more once it is dealt with."""

from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind, Notice
from outhaul.engine.saying import Saying, plain_of, say, saying_of
from tests.people import People


def told(people: People, count: int) -> list[Notice]:
    return tell(
        [people.marco.user, people.marco.user],
        business=people.bakery,
        kind=Kind.DELIVERY,
        once="submission:abc",
        said=say("{count} deliverables wait for you.", count=count),
        address="/b/x/run/",
        acts=True,
    )


def test_a_matter_is_one_line_however_often_it_is_told_and_has_the_newest_words(people: People) -> None:
    told(people, 1)
    told(people, 2)
    (notice,) = Notice.objects.all()
    assert notice.said["text"] == "2 deliverables wait for you."
    assert notice.read_at is None


def test_what_was_dealt_with_is_settled_and_no_mail_goes_out(people: People) -> None:
    told(people, 1)
    settle(people.bakery, "submission:abc")
    notice = Notice.objects.get()
    assert notice.settled_at is not None
    assert notice.mail_after is None


def test_a_sentence_is_kept_with_all_it_was_made_from() -> None:
    inner = say("{count} hours", count=3)
    said = say("{name} waits {long}.", name="Ana", long=inner)
    again = saying_of(plain_of(said))
    assert isinstance(again, Saying)
    assert (again, again.template, again.parts["name"]) == (said, said.template, "Ana")
    assert isinstance(again.parts["long"], Saying)
    assert again.parts["long"].template == "{count} hours"
