"""The mails by which a contractor is asked for tax papers and bank details."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.domain.links import link_token
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.models import Contractor

PAPERS = "papers"
"""Kind of the link."""


def papers_address(contractor: Contractor) -> str:
    """Return the address at which the contractor gives papers."""
    token = link_token(PAPERS, contractor.key, 1)
    return settings.HOME + reverse("give-papers", kwargs={"token": token})


def ask_for_papers(contractor: Contractor, *, number: int) -> None:
    """Ask the contractor for what the first payment needs."""
    with in_language_of(contractor.business):
        text = _(
            """Hello %(name)s,

before %(business)s can pay you for the first time, it needs your tax details
and where the money should go. It takes a few minutes:

%(address)s

What you enter is kept encrypted. Nobody will ever ask you for it by mail or by telephone."""
        ) % {
            "name": contractor.signs or contractor.name,
            "business": contractor.business.name,
            "address": papers_address(contractor),
        }
        subject = _("For your payments by %(business)s") % {"business": contractor.business.name}
        _post_to(contractor, subject, text, once=f"papers:{contractor.key}:{number}")


def send_papers_code(contractor: Contractor, code: str, *, once: str) -> None:
    """Send the contractor the code that opens the page of papers."""
    with in_language_of(contractor.business):
        text = _(
            """Hello %(name)s,

%(code)s

is your code to enter tax and bank details for %(business)s.
It is good for 15 minutes. If you did not ask for it, leave it."""
        ) % {"name": contractor.name, "code": code, "business": contractor.business.name}
        _post_to(contractor, _("Your code for tax and bank details"), text, once=f"papers-code:{once}")


def tell_paper_given(contractor: Contractor, *, key: str, masked: str) -> None:
    """Tell the contractor that a paper was given in their name, so that a stranger's doing is noticed."""
    with in_language_of(contractor.business):
        text = _(
            """Hello %(name)s,

this was entered for your payments by %(business)s just now: %(masked)s.

If it was not you, tell %(business)s at once."""
        ) % {"name": contractor.name, "business": contractor.business.name, "masked": masked}
        _post_to(contractor, _("Your details for payments were entered"), text, once=f"paper:{key}")


def _post_to(contractor: Contractor, subject: str, text: str, *, once: str) -> None:
    post(scope=contractor.business.key, to=contractor.email, subject=subject, text=text, once=once)
