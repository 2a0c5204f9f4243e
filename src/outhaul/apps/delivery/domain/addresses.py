"""Where each side deals with what it is told of: paths of pages."""

from django.urls import reverse

from outhaul.apps.delivery.models import Proposal, Submission
from outhaul.apps.work.models import Engagement, Milestone


def contractor_page(milestone: Milestone) -> str:
    """Return the contractor's page of a deliverable."""
    places = {"engagement": milestone.engagement.key, "milestone": milestone.key}
    return reverse("portal-milestone", kwargs=places)


def contractor_engagement(engagement: Engagement) -> str:
    """Return the contractor's page of an engagement."""
    return reverse("portal-engagement", kwargs={"engagement": engagement.key})


def client_engagement(engagement: Engagement) -> str:
    """Return the client's page of an engagement."""
    return reverse("engagement", kwargs={"business": engagement.business.key, "engagement": engagement.key})


def client_submission(submission: Submission) -> str:
    """Return the client's page on which a version is answered."""
    return client_engagement(submission.milestone.engagement)


def client_milestone(milestone: Milestone) -> str:
    """Return the client's page of a deliverable."""
    return client_engagement(milestone.engagement)


def client_hours(engagement: Engagement) -> str:
    """Return the client's page on which hours are accepted."""
    return client_engagement(engagement)


def contractor_hours(engagement: Engagement) -> str:
    """Return the contractor's page of hours."""
    return reverse("portal-hours", kwargs={"engagement": engagement.key})


def client_proposal(proposal: Proposal) -> str:
    """Return the client's page on which a proposal is answered."""
    return client_engagement(proposal.engagement)
