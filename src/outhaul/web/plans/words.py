"""How far the making of a plan is, in an owner's words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from outhaul.apps.jobs.models import Job, State
from outhaul.apps.planning.domain.making import is_taken_up_again

PRICING = "pricing "
STEPS: Mapping[str, Callable[[], str]] = {
    "choosing": lambda: _("Choosing what to keep and what to hand out"),
    "looking for alternatives": lambda: _("Looking for other plans"),
    "living through the plan": lambda: _("Living through the plan, thousands of times"),
    "comparing alternatives": lambda: _("Comparing it with other plans on the same luck"),
    "looking for what would change it": lambda: _("Looking for what would change it"),
    "trying the assumptions": lambda: _("Trying every assumption high and low"),
    "done": lambda: _("Drawing the pictures"),
}
"""What the engine says that it does -> how an owner is told."""


def doing(job: Job) -> str:
    """Return what is being done for a plan."""
    if job.cancel_wanted:
        return _("Stopping")
    if job.state == State.WAITING:
        if is_taken_up_again(job):
            return _("It was interrupted and is being taken up again")
        return _("Waiting for its turn")
    if job.doing.startswith(PRICING):
        work = job.doing.removeprefix(PRICING)
        return _("Looking at every country for %(work)s") % {"work": work}
    return STEPS[job.doing]() if job.doing in STEPS else _("Beginning")
