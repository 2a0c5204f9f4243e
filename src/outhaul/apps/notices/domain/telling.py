"""People are told: one line in the inbox of each, and mail as they want it."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone

from outhaul.apps.notices.domain.letters import Letter, post_letter
from outhaul.apps.notices.domain.readers import choices_of, due_at, language_for, reader_of
from outhaul.apps.notices.models import Kind, Notice, Way
from outhaul.apps.people.models import Business, User
from outhaul.apps.tongue import told_in
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
    letter: Callable[[User], Letter] | None = None,
) -> list[Notice]:
    """Put a line into the inbox of each of `users`, as part of the transaction around it.

    `once` names the matter, such as "submission:3f2a": told again, the line stands anew and unread with
    the new words, and it remains one line. `acts` tells that the reader has to do something: that goes
    out by mail at once, all else in the digest of the reader's next morning, unless they want it otherwise.
    A `letter`, made for each in the language in which they read, goes out at once in place of that mail,
    unless they want this kind in the digest, or not at all: then the line alone tells of it.
    """
    now = timezone.now()
    told = []
    for user in {user.pk: user for user in users}.values():
        reader = reader_of(user, business)
        choices = choices_of(reader)
        has_letter = letter is not None and choices.get(kind, Way.AT_ONCE) == Way.AT_ONCE
        due = None if has_letter else due_at(reader, choices, kind, acts=acts, told_at=now)
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
        if letter is not None and has_letter:
            with told_in(language_for(reader, business)):
                post_letter(reader, notice, letter(user))
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
