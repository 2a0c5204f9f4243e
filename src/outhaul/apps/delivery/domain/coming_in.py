"""How a contractor comes in: a letter with a personal link, an account without a password, a code by mail."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.domain.links import key_of, link_token, opens
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.access import SHOWN_TO_CONTRACTORS
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.models import Contractor, Engagement

PORTAL = "portal"
"""Kind of the link."""
ONLY = 1
"""There is one link to a contractor's way in; what it opens is a code to the contractor's own mailbox."""


def portal_address(contractor: Contractor) -> str:
    """Return the contractor's personal way in."""
    token = link_token(PORTAL, contractor.key, ONLY)
    return settings.HOME + reverse("portal-enter", kwargs={"token": token})


@follows("engagement activate")
def invite_contractor(engagement: Engagement) -> None:
    """Send the contractor of an engagement that begins the link to come in by."""
    contractor = engagement.contractor
    with in_language_of(engagement.business):
        text = _(
            """Hello %(name)s,

"%(title)s" can begin: both sides have signed. Here you see what is agreed, hand in your work,
and see what is paid when:

%(address)s

The link sends a code to this mailbox; with it you come in, without a password.
Nobody watches how you work: what counts is what you deliver."""
        ) % {
            "name": contractor.signs or contractor.name,
            "title": engagement.name,
            "address": portal_address(contractor),
        }
        subject = _("Your work for %(business)s") % {"business": engagement.business.name}
        answers = manager_of(engagement)
        post(
            scope=engagement.business.key,
            to=contractor.email,
            subject=subject,
            text=text,
            reply_to=answers[0].email if answers else "",
            once=f"portal:{engagement.key}",
        )


def open_portal(token: str) -> Contractor | None:
    """Return the contractor whose way in a link is; None where it opens nothing, or nothing any more."""
    found = Contractor.objects.select_related("business", "user").filter(key=key_of(token)).first()
    if found is None or not opens(token, PORTAL, found.key, ONLY):
        return None
    return found if found.engagements.filter(state__in=SHOWN_TO_CONTRACTORS).exists() else None


@transaction.atomic
def let_in(contractor: Contractor) -> User:
    """Return the contractor's account, to which a code can be sent; records `got an account` where it is new.

    Where there is none of this mailbox, one is made, without a password. One that somebody made before
    without ever proving the mailbox is taken over: passwords, keys and other addresses of it open nothing
    any more, because they may be a stranger's (§PORTAL-2).
    """
    row = Contractor.objects.select_for_update(of=("self",)).select_related("user").get(pk=contractor.pk)
    if row.user is not None:
        return row.user
    user = _user_of(row.email.lower()) or User.objects.create_user(row.email, name=row.signs or row.name)
    address, _is_new = EmailAddress.objects.get_or_create(
        user=user, email=row.email.lower(), defaults={"primary": True}
    )
    if not address.verified:
        _take_over(user, address)
    row.user = user
    row.save(update_fields=["user"])
    record(scope=row.business.key, actor=user, verb="got an account", thing="contractor", name=str(row))
    return user


def _user_of(email: str) -> User | None:
    proven = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    return proven.user if proven else User.objects.filter(email=email).first()


def _take_over(user: User, address: EmailAddress) -> None:
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    EmailAddress.objects.filter(pk=address.pk).update(primary=True)
