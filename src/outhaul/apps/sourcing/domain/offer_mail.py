"""The mail of offers: to the candidate with the link, and to whoever must act once it is answered."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.models import Membership, Role, User
from outhaul.apps.sourcing.domain.telling import tell_inboxes_of_answer
from outhaul.apps.sourcing.lifecycles import OfferState
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
            reply_to=next((user.email for user in _who_acts(offer)), ""),
            once=f"offer-withdrawn:{offer.key}",
        )


def tell_of_answer(offer: Offer, *, address: str) -> None:
    """Tell whoever made the offer what became of it, and what is to be done now."""
    subject, next_step = _outcome(offer)
    lines = [subject + "."]
    if offer.state == OfferState.DECLINED and offer.reason:
        lines.append(_("The reason given:") + f"\n{offer.reason}")
    lines += [next_step, address]
    users = _who_acts(offer)
    tell_inboxes_of_answer(offer, users)
    for number, user in enumerate(users):
        post(
            scope=offer.candidacy.brief.business.key,
            to=user.email,
            subject=subject,
            text="\n\n".join(filter(None, lines)),
            reply_to=offer.candidacy.candidate.email,
            once=f"offer-{offer.state}:{offer.key}:{number}",
        )


def _outcome(offer: Offer) -> tuple[str, str]:
    told = {"name": offer.candidacy.candidate.name, "title": offer.candidacy.brief.title}
    if offer.state == OfferState.ACCEPTED:
        return _("%(name)s accepts the offer for %(title)s") % told, _(
            "Next: write the agreement that both sides sign. No work starts before that."
        )
    if offer.state == OfferState.DECLINED:
        return _("%(name)s declines the offer for %(title)s") % told, _(
            "Next: make another offer, or go on with another candidate."
        )
    return _("The offer to %(name)s for %(title)s has lapsed") % told, _(
        "Nobody answered in time. Next: ask what is missing, offer again, or go on with another candidate."
    )


def _who_acts(offer: Offer) -> list[User]:
    """Return whoever made the offer, if they still belong here; else the owners."""
    members = Membership.objects.filter(business=offer.candidacy.brief.business).select_related("user")
    maker = [member.user for member in members.filter(user=offer.made_by).order_by("pk")]
    return maker or [member.user for member in members.filter(role=Role.OWNER).order_by("pk")]


def _language(offer: Offer) -> str:
    wanted = str(offer.candidacy.brief.content.get("language") or ENGLISH)
    return wanted if wanted in dict(settings.LANGUAGES) else ENGLISH


def _business(offer: Offer) -> str:
    return offer.candidacy.brief.business.name


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
