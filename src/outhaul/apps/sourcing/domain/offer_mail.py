"""The mail of offers to the candidate: the link to answer by, and that an offer was taken back."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.models import User
from outhaul.apps.sourcing.domain.telling import who_acts
from outhaul.apps.sourcing.models import Offer

ENGLISH = "en"


def tell_of_offer(offer: Offer, *, address: str, sender: User) -> None:
    """Put the mail with the link into the queue; in the brief's language where the pages speak it."""
    with translation.override(_language(offer)):
        business, title = _business(offer), offer.candidacy.brief.title
        text = _(
            "Hello %(name)s,\n\n"
            "%(business)s offers you this work: %(title)s.\n\n"
            "What it is, what is paid and when, and what reaches you of it, stands here. You can accept or "
            "decline there, without an account:\n%(address)s\n\n"
            "The offer is good until %(day)s. Whoever has this link can answer for you: keep it to yourself."
        )
        post(
            scope=offer.candidacy.brief.business.key,
            to=offer.candidacy.candidate.email,
            subject=_("%(business)s offers you work: %(title)s") % {"business": business, "title": title},
            text=text
            % {
                "name": offer.candidacy.candidate.name,
                "business": business,
                "title": title,
                "address": address,
                "day": _day(offer.good_until),
            },
            reply_to=sender.email,
            once=f"offer:{offer.key}:{offer.link_number}",
        )


def tell_of_withdrawal(offer: Offer) -> None:
    """Tell the candidate kindly that the offer stands no longer."""
    with translation.override(_language(offer)):
        text = _(
            "Hello %(name)s,\n\n"
            "%(business)s has taken back its offer for %(title)s. It can no longer be accepted.\n\n"
            "This says nothing about your work. Answer this mail if you would like to know more."
        )
        post(
            scope=offer.candidacy.brief.business.key,
            to=offer.candidacy.candidate.email,
            subject=_("The offer for %(title)s was taken back") % {"title": offer.candidacy.brief.title},
            text=text
            % {
                "name": offer.candidacy.candidate.name,
                "business": _business(offer),
                "title": offer.candidacy.brief.title,
            },
            reply_to=next((user.email for user in who_acts(offer)), ""),
            once=f"offer-withdrawn:{offer.key}",
        )


def _language(offer: Offer) -> str:
    wanted = str(offer.candidacy.brief.content.get("language") or ENGLISH)
    return wanted if wanted in dict(settings.LANGUAGES) else ENGLISH


def _business(offer: Offer) -> str:
    return offer.candidacy.brief.business.name


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
