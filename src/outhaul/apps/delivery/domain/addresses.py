"""Where each side deals with what it is told of: paths of pages."""

from django.urls import reverse

from outhaul.apps.delivery.models import Submission
from outhaul.apps.work.models import Engagement, Milestone


def contractor_page(milestone: Milestone) -> str:
    """Return the contractor's page of a deliverable."""
    places = {"engagement": milestone.engagement.key, "milestone": milestone.key}
    return reverse("portal-milestone", kwargs=places)


def contractor_engagement(engagement: Engagement) -> str:
    """Return the contractor's page of an engagement."""
    return reverse("portal-engagement", kwargs={"engagement": engagement.key})


def contractor_hours(engagement: Engagement) -> str:
    """Return the contractor's page of hours."""
    return reverse("portal-hours", kwargs={"engagement": engagement.key})


def client_engagement(engagement: Engagement) -> str:
    """Return the client's page of an engagement that runs."""
    return _client("run-engagement", engagement)


def client_submission(submission: Submission) -> str:
    """Return the client's page on which a version is answered."""
    business = submission.milestone.engagement.business
    return reverse("run-submission", kwargs={"business": business.key, "submission": submission.key})


def client_talk(engagement: Engagement) -> str:
    """Return the client's page on which questions, proposals and hours are answered."""
    return _client("run-talk", engagement)


def _client(route: str, engagement: Engagement) -> str:
    return reverse(route, kwargs={"business": engagement.business.key, "engagement": engagement.key})
