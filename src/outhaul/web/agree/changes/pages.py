"""Change orders of one engagement: listed with what they change, begun, written."""

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement, access_statement, access_statements
from outhaul.apps.work.domain.asking import verdicts_before_sending
from outhaul.apps.work.domain.changing import RUNS, begin_change, write_change
from outhaul.apps.work.domain.versions import in_force_before
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Engagement, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.changes import Change, changes_between
from outhaul.documents.statement.parts import kind_of
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.changes.forms import Begin, Terms, milestones_in, one_row_more, rows_of
from outhaul.web.agree.public import put_beside
from outhaul.web.agree.signing.shown import STATE_NAMES
from outhaul.web.doors import for_power

OPEN = frozenset({StatementState.DRAFT, StatementState.OUT})


@dataclass(frozen=True, slots=True)
class Order:
    """A change order as the list shows it."""

    statement: Statement
    kind: str
    reason: str
    state: object
    changes: tuple[Change, ...]


@for_power(Power.VIEW, to_change=Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def orders(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """List the change orders; begin one."""
    found = access_engagement(visit, engagement)
    if request.method != "POST":
        return _list(request, visit, found, Begin())
    form = Begin(request.POST)
    if form.is_valid():
        try:
            made = begin_change(visit, found, reason=form.cleaned_data["reason"])
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            return _list(request, visit, found, form, status=409)
        else:
            return redirect("change-order", business=visit.business.key, statement=made.key)
    return _list(request, visit, found, form, status=422)


def _list(
    request: HttpRequest, visit: Visit, engagement: Engagement, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    listed = _orders(visit, engagement)
    is_open = any(order.statement.state in OPEN for order in listed)
    told = {
        "engagement": engagement,
        "orders": listed,
        "signed": sum(order.statement.state == StatementState.SIGNED for order in listed),
        "can_begin": engagement.state in RUNS and not is_open and visit.may(Power.SOURCE),
        "is_running": EngagementState(engagement.state) in RUNS,
        "form": form,
    }
    return render(request, "agree/changes/list.html", told, status=status)


def _orders(visit: Visit, engagement: Engagement) -> list[Order]:
    """Return the change orders, the newest first, each against what was in force before it."""
    found, before = [], None
    for statement in access_statements(visit, engagement):
        said = statement_of(statement.content)
        if statement.number > 1 and before is not None:
            state = STATE_NAMES[StatementState(statement.state)]
            changes = changes_between(before, said)
            found.append(Order(statement, kind_of(said), said.reason, state, changes))
        if statement.state == StatementState.SIGNED:
            before = said
    return found[::-1]


@for_power(Power.VIEW, to_change=Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Show what a change order changes; write it while it is a draft."""
    found = access_statement(visit, statement)
    before = in_force_before(found)
    if found.number == 1 or before is None:
        raise Http404
    said = statement_of(found.content)
    if request.method != "POST":
        return _page(request, visit, found, Terms(said), rows_of(said))
    if "add" in request.POST:
        more = one_row_more(request.POST)
        return _page(request, visit, found, Terms(said, more), rows_of(said, more))
    terms, rows = Terms(said, request.POST), rows_of(said, request.POST)
    if not (terms.is_valid() and rows.is_valid()):
        return _page(request, visit, found, terms, rows, status=422)
    told = replace(terms.applied_to(said), milestones=milestones_in(rows))
    try:
        write_change(visit, found, told)
    except NotNow:
        return _page(request, visit, access_statement(visit, statement), terms, rows, status=409)
    messages.success(request, _("Kept. Below stands what would change."))
    return redirect("change-order", business=visit.business.key, statement=found.key)


def _page(  # noqa: PLR0913, PLR0917 -- the forms of the page, as they were sent
    request: HttpRequest,
    visit: Visit,
    statement: Statement,
    terms: forms.Form,
    rows: Any,  # noqa: ANN401 -- a formset has no type of its own
    status: int = 200,
) -> HttpResponse:
    before, said = in_force_before(statement), statement_of(statement.content)
    is_draft = statement.state == StatementState.DRAFT
    may_write = is_draft and visit.may(Power.SOURCE)
    told = {
        "statement": statement,
        "engagement": statement.engagement,
        "kind": kind_of(said),
        "reason": said.reason,
        "state": STATE_NAMES[StatementState(statement.state)],
        "changes": changes_between(statement_of(before.content), said) if before else (),
        "verdicts": verdicts_before_sending(visit, statement) if may_write else (),
        "may_write": may_write,
        "currency": said.terms.currency,
        "terms": terms,
        "rows": rows,
    }
    return render(request, "agree/changes/order.html", told, status=status)
