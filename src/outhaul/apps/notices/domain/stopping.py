"""Links in mails that stop such mail: they work without signing in, and stop nothing else."""

from django.conf import settings
from django.urls import reverse

from outhaul.apps.notices.domain.readers import choose_digest, choose_way
from outhaul.apps.notices.models import Kind, Reader, Way
from outhaul.apps.people.domain.links import key_of, link_token, opens

DIGEST = "digest"
"""What a link stops that stands in a digest; any other names the kind of notice."""


def stop_address(reader: Reader, what: str) -> str:
    """Return the whole address that stops mail of the kind `what`, or the digest."""
    token = link_token(f"stop-{what}", reader.key, 0)
    return settings.HOME + reverse("stop-mail", kwargs={"what": what, "token": token})


def reader_by_link(what: str, token: str) -> Reader | None:
    """Return whose mail a link stops; None where it stops nothing."""
    if what != DIGEST and what not in set(Kind):
        return None
    found = Reader.objects.select_related("user").filter(key=key_of(token)).first()
    return found if found and opens(token, f"stop-{what}", found.key, 0) else None


def stop(reader: Reader, what: str) -> None:
    """Send no more mail of this kind; stopping twice is stopping once."""
    if what == DIGEST:
        choose_digest(reader, wanted=False)
    else:
        choose_way(reader, Kind(what), Way.NEVER)


def resume(reader: Reader, what: str) -> None:
    """Send mail of this kind again, as usual."""
    if what == DIGEST:
        choose_digest(reader, wanted=True)
    else:
        choose_way(reader, Kind(what), None)
