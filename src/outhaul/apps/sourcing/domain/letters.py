"""What is mailed when somebody applies. The words are those of the language in which they applied."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.models import Membership
from outhaul.apps.sourcing.models import Candidacy


def confirm(candidacy: Candidacy, link: str) -> None:
    """Tell an applicant that the application is there, until when it is kept, and how to change it."""
    text = _(
        "Hello %(name)s,\n\n"
        "your application for “%(brief)s” is with %(business)s. They answer by e-mail.\n\n"
        "Change it or take it back here, as long as nobody has looked at it:\n%(link)s\n\n"
        "What you told is kept until %(day)s at the latest and then erased. To have it erased earlier, or to "
        "get a copy, answer this mail.\n\n"
        "If it was not you who applied, take the application back by the same link."
    )
    _post(candidacy, _("Your application for “%(brief)s”"), text, link, f"application:{candidacy.key}")


def say_it_is_there(candidacy: Candidacy, link: str) -> None:
    """Tell an address that applied again that its application is there already, and how to change it."""
    text = _(
        "Hello,\n\n"
        "somebody sent an application for “%(brief)s” with this e-mail address. One is with %(business)s "
        "already, so nothing was changed.\n\n"
        "If you want to change yours, or take it back, do it here, as long as nobody has looked at it:\n"
        "%(link)s\n\n"
        "If it was not you, there is nothing to do."
    )
    _post(candidacy, _("Your application for “%(brief)s” is there already"), text, link, "")


def _post(candidacy: Candidacy, subject: str, text: str, link: str, once: str) -> None:
    candidate, brief = candidacy.candidate, candidacy.brief
    told = {
        "name": candidate.name,
        "brief": brief.title,
        "business": brief.business.name,
        "link": link,
        "day": date_format(candidate.keep_until, "DATE_FORMAT"),
    }
    post(
        scope=brief.business.key,
        to=candidate.email,
        subject=subject % told,
        text=text % told,
        reply_to=_who_answers(candidacy),
        once=once,
    )


def _who_answers(candidacy: Candidacy) -> str:
    """Return the address of whoever wrote the brief, else of the first owner."""
    brief = candidacy.brief
    if brief.made_by is not None:
        return str(brief.made_by.email)
    owner = Membership.objects.filter(business=brief.business, role="owner").select_related("user").first()
    return str(owner.user.email) if owner else ""
