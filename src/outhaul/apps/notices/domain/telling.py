"""People are told: one line in the inbox of each, and mail as they want it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from outhaul.apps.notices.domain.readers import choices_of, due_at, reader_of
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import Business, User
from outhaul.engine.saying import Saying, plain_of


@transaction.atomic
def tell(  # noqa: PLR0913 -- whom, of what, where
    users: Iterable[User],
    *,
    business: Business,
    kind: Kind,
    once: str,
    said: Saying,
    address: str,
    acts: bool = False,
    has_letter: bool = False,
) -> list[Notice]:
    """Put a line into the inbox of each of `users`, as part of the transaction around it.

    `once` names the matter, such as "submission:3f2a": told again, the line stands anew and unread with
    the new words, and it remains one line. `acts` tells that the reader has to do something: that goes
    out by mail at once, all else in the digest of the reader's next morning, unless they want it otherwise.
    With `has_letter` a letter of its own goes out beside it, and the line is not mailed, too.
    """
    now = timezone.now()
    told = []
    for user in {user.pk: user for user in users}.values():
        reader = reader_of(user, business)
        due = None if has_letter else due_at(reader, choices_of(reader), kind, acts=acts, told_at=now)
        notice, _ = Notice.objects.update_or_create(
            user=user,
            business=business,
            once=once,
            defaults={
                "kind": kind,
                "said": plain_of(said),
                "address": address,
                "acts": acts,
                "made_at": now,
                "read_at": None,
                "settled_at": None,
                "mail_after": due,
                "mailed_at": None,
                "has_letter": has_letter,
            },
        )
        told.append(notice)
    return told


def is_told(business: Business, once: str) -> bool:
    """Whether anybody was told of a matter: for what rounds find again and again."""
    return Notice.objects.filter(business=business, once=once).exists()


def settle(business: Business, once: str) -> None:
    """Take a matter off everybody's list of things to do; mail of it that was not sent is not sent."""
    Notice.objects.filter(business=business, once=once, settled_at=None).update(
        settled_at=timezone.now(), mail_after=None
    )
