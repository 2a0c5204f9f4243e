"""What was signed, and the papers that payment needs."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.own import access_own_statements
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.letters import sign_address
from outhaul.apps.work.domain.paper_letters import papers_address
from outhaul.apps.work.domain.papers import kind_name, papers_in_force, papers_missing, papers_needed
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.parts import kind_of
from outhaul.web.doors import for_contractor


@for_contractor
@require_safe
def agreement(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show what was signed with its papers, what waits for a signature, and what payment needs."""
    rows = list(access_own_statements(assignment))
    signed = [row for row in rows if row.state == StatementState.SIGNED]
    contractor = assignment.contractor
    there, missing = papers_in_force(contractor), papers_missing(contractor)
    words = ngettext("%(count)s document is signed", "%(count)s documents are signed", len(signed))
    papers = ngettext("%(count)s paper is missing", "%(count)s papers are missing", len(missing))
    told = {
        "engagement": assignment.engagement,
        "answer": _("%(signed)s; %(papers)s before you can be paid.")
        % {"signed": words % {"count": len(signed)}, "papers": papers % {"count": len(missing)}}
        if missing
        else _("%(signed)s; you can be paid.") % {"signed": words % {"count": len(signed)}},
        "signed": [(row, _kind(row)) for row in signed],
        "to_sign": [(row, _kind(row), _to_sign(row)) for row in rows if row not in signed],
        "papers": [(kind_name(kind), there.get(kind), kind in missing) for kind in papers_needed(contractor)],
        "missing": missing,
        "papers_address": urlsplit(papers_address(contractor)).path,
    }
    return render(request, "portal/agreement.html", told)


def _kind(row: Statement) -> str:
    return kind_of(statement_of(row.content))


def _to_sign(row: Statement) -> str:
    """Return the path at which the contractor signs; empty where that is done."""
    mine = row.signatures.filter(side="contractor", signed_at=None).first()
    return urlsplit(sign_address(mine)).path if mine else ""
