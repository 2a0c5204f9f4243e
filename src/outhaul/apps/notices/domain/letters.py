"""The words of the mails that tell of notices, in the language of who reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.jobs.domain.mailing import message_id, post
from outhaul.apps.notices.domain.readers import language_for
from outhaul.apps.notices.domain.stopping import DIGEST, stop_address
from outhaul.apps.notices.models import Notice, Reader
from outhaul.apps.tongue import told_in
from outhaul.engine.saying import saying_of
from outhaul.wording.tongue import tell


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said in more words than a line has, or with papers."""

    subject: str
    text: str
    reply_to: str = ""
    papers: Mapping[str, bytes] | None = None


def post_letter(reader: Reader, notice: Notice, letter: Letter) -> None:
    """Put the letter that tells of a notice into the queue; it can be stopped like any other mail."""
    stop = stop_address(reader, notice.kind)
    text = _("%(text)s\n\nNo more mail of this kind: %(stop)s") % {"text": letter.text.strip(), "stop": stop}
    post(
        scope=notice.business.key,
        to=reader.user.email,
        subject=letter.subject,
        text=text,
        reply_to=letter.reply_to,
        once=_once(notice),
        papers=letter.papers,
        headers=_stops(stop) | _thread(notice),
    )


def post_notice(reader: Reader, notice: Notice) -> None:
    """Put the mail of one notice into the queue; a matter that is told anew answers its first mail."""
    with told_in(language_for(reader, notice.business)):
        text = _(
            """Hello %(name)s,

%(said)s

%(address)s

You get this at once because it is for you to act on, or because you want it so.
How you hear of things: %(hearing)s
No more mail of this kind: %(stop)s"""
        )
        said, stop = words_of(notice), stop_address(reader, notice.kind)
        told = {
            "name": reader.user,
            "said": said,
            "address": address_of(notice),
            "hearing": settings.HOME + reverse("hearing"),
            "stop": stop,
        }
        post(
            scope=notice.business.key,
            to=reader.user.email,
            subject=f"{said.rstrip('.')} ({notice.business.name})",
            text=text % told,
            once=_once(notice),
            headers=_stops(stop) | _thread(notice),
        )


def post_digest(reader: Reader, notices: Sequence[Notice]) -> None:
    """Put one mail of several notices into the queue, business by business."""
    with told_in(language_for(reader, notices[0].business)):
        text = _(
            """Hello %(name)s,

%(lines)s

Nothing here has to be done at once. All of it: %(inbox)s
How you hear of things: %(hearing)s
No more digests: %(stop)s"""
        )
        stop = stop_address(reader, DIGEST)
        told = {
            "name": reader.user,
            "lines": "\n\n".join(_by_business(notices)),
            "inbox": settings.HOME + reverse("inbox"),
            "hearing": settings.HOME + reverse("hearing"),
            "stop": stop,
        }
        count = len(notices)
        subject = ngettext("%(num)s thing to know", "%(num)s things to know", count) % {"num": count}
        post(
            scope=notices[0].business.key,
            to=reader.user.email,
            subject=subject,
            text=text % told,
            once=f"digest:{reader.key}:{reader.digest_on}",
            headers=_stops(stop),
        )


def words_of(notice: Notice) -> str:
    """Return what a notice says, in the language that is spoken."""
    return tell(saying_of(notice.said))


def address_of(notice: Notice) -> str:
    """Return the whole address that opens what a notice is about, and marks it as read."""
    return settings.HOME + reverse("notice", args=[notice.key])


def _by_business(notices: Sequence[Notice]) -> list[str]:
    """Return a paragraph a business: its name, and each line with its address."""
    ordered = sorted(notices, key=lambda one: (one.business.name, one.business_id, one.made_at, one.pk))
    parts = []
    for _key, told in groupby(ordered, key=lambda one: one.business_id):
        of_one = list(told)
        lines = [f"- {words_of(notice)}\n  {address_of(notice)}" for notice in of_one]
        parts.append("\n".join([of_one[0].business.name, *lines]))
    return parts


def _once(notice: Notice) -> str:
    """Return the name of the mail: another one each time that the matter is told."""
    return f"notice:{notice.key}:{notice.made_at:%Y%m%d%H%M%S%f}"


def _thread(notice: Notice) -> dict[str, str]:
    """Return the header by which mail programmes put all mails about one matter together."""
    return {"References": message_id(f"notice:{notice.key}")}


def _stops(address: str) -> dict[str, str]:
    """Return the headers by which a mail program offers to stop such mail in one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
