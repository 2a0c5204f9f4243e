"""Mail that the application itself sends; what concerns signing in is sent by allauth."""

from smtplib import SMTPException

import structlog
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from outhaul.apps.people.models import Invitation

log = structlog.get_logger()


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to who is invited; False where the mail server would not take it.

    It is called after the invitation is kept, so that nobody gets a link that leads nowhere.
    """
    subject = _("%(who)s invites you to %(business)s") % {
        "who": invitation.invited_by,
        "business": invitation.business,
    }
    text = render_to_string("account/email/invitation.txt", {"invitation": invitation, "link": link})
    try:
        send_mail(" ".join(subject.split()), text.strip() + "\n", None, [invitation.email])
    except (OSError, SMTPException):
        log.exception("invitation was not sent")
        return False
    return True
