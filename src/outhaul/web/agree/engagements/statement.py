"""A statement of work as a document to read, and its draft as a form."""

from dataclasses import replace
from functools import partial

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.tongue import told_in
from outhaul.apps.work.domain.access import access_statement
from outhaul.apps.work.domain.clauses import clauses_of
from outhaul.apps.work.domain.statements import change_statement
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Statement
from outhaul.documents.statement import content, drafting
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine import brief as engine_brief
from outhaul.lifecycle import NotNow
from outhaul.web.agree.engagements.statement_forms import Edit
from outhaul.web.agree.engagements.words import PRICES, RHYTHMS, STATEMENT_STATES
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.wording.places import country_name


@for_power(Power.VIEW)
@require_safe
def statement(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Show what both sides agree on."""
    row = access_statement(visit, statement)
    said = statement_of(row.content)
    shown = {
        "row": row,
        "said": said,
        "whole": sum(item.fee for item in said.milestones),
        "may_edit": row.state == StatementState.DRAFT,
        "states": STATEMENT_STATES,
        "paper": _paper(said),
        **TEXTS,
    }
    return render(request, "agree/engagements/statement.html", shown)


def _paper(said: content.Statement) -> Markup:
    """Lay the document out in the language in which it is written, whoever reads it."""
    words = {"said": said, "prices": PRICES, "rhythms": RHYTHMS, "say_country": country_name, **TEXTS}
    with told_in(said.language):
        return Markup(render_to_string("agree/engagements/paper.html", words))  # noqa: S704 -- escaped there


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Change a draft; what was sent is shown, and never changed."""
    row = access_statement(visit, statement)
    if row.state != StatementState.DRAFT:
        messages.warning(request, _("It was sent, so its words stay."))
        return redirect("statement", visit.business.key, row.key)
    data = request.POST if request.method == "POST" else None
    forms = Edit(statement_of(row.content), partial(clauses_of, visit.business), data)
    if data is not None and forms.is_valid():
        said = forms.result()
        if "again" in data:
            said = _laid_out(row, said)
        try:
            change_statement(visit, row, said)
        except NotNow:
            messages.warning(request, _("It was sent meanwhile, so its words stay."))
            return redirect("statement", visit.business.key, row.key)
        messages.success(request, _("The statement of work is saved."))
        goes_on = "again" in data or "stay" in data
        return redirect("edit-statement" if goes_on else "statement", visit.business.key, row.key)
    shown = {"row": row, "said": forms.said, "edit": forms, "whole": _whole(forms.said), **TEXTS}
    status = 422 if data is not None else 200
    return render(request, "agree/engagements/edit.html", shown, status=status)


def _whole(said: content.Statement) -> tuple[object, object]:
    """Return what the fees come to, and what rate and hours come to."""
    return sum(item.fee for item in said.milestones), drafting.whole_price(said.terms)


def _laid_out(row: Statement, said: content.Statement) -> content.Statement:
    """Return the statement with its milestones laid out anew over its hours and dates."""
    brief = row.engagement.brief
    if brief is None:
        return said
    told = msgspec.convert(brief.content, engine_brief.Brief)
    with told_in(said.language):
        return replace(said, milestones=drafting.milestones(told, said.terms))
