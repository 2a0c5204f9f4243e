"""The contractor's lines of the checklists: the beginning, and the hand-over at the end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.delivery.domain.handing_over import tick_own_line
from outhaul.apps.delivery.domain.own import access_own_line, access_own_lines
from outhaul.apps.work.domain.access import Assignment
from outhaul.web.doors import for_contractor


@for_contractor
@require_safe
def lines(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the lines, what is open first named in a number."""
    rows = list(access_own_lines(assignment))
    left = sum(row.done_at is None for row in rows)
    answer = ngettext("%(left)s line is left to do.", "%(left)s lines are left to do.", left) % {"left": left}
    lists = (("onboarding", _("At the beginning")), ("off-boarding", _("Hand-over at the end")))
    done = ngettext("%(count)s line, and it is done.", "All %(count)s lines are done.", len(rows))
    told = {
        "engagement": assignment.engagement,
        "answer": answer if left else done % {"count": len(rows)},
        "lists": [(name, label, [row for row in rows if row.list == name]) for name, label in lists],
        "is_empty": not rows,
    }
    return render(request, "portal/lines.html", told)


@for_contractor
@require_POST
def tick(request: HttpRequest, assignment: Assignment, line: str) -> HttpResponse:
    """Say that a line is done, or open again."""
    row = access_own_line(assignment, line)
    tick_own_line(assignment, row, done=request.POST.get("done") != "no")
    return redirect("portal-lines", engagement=assignment.engagement.key)
