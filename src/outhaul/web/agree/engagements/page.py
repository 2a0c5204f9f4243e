"""One engagement: where it stands, what the guards say, who answers for it, and its next steps."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.filters import lean
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block
from outhaul.apps.work.domain.access import access_engagement, access_milestones
from outhaul.apps.work.domain.activating import activate, is_signed
from outhaul.apps.work.domain.asking import verdicts_now
from outhaul.apps.work.domain.classifying import check_of
from outhaul.apps.work.domain.engagements import manager_names, may_name, name_managers, steps, take_step
from outhaul.apps.work.domain.load import Outlook, outlook_of
from outhaul.apps.work.domain.readiness import THING, is_firm, open_blocks
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.domain.training import trained_until
from outhaul.apps.work.domain.versions import agreed_next
from outhaul.apps.work.lifecycles import EngagementState, StatementState
from outhaul.apps.work.models import Classification, Engagement
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.verdict import Answer
from outhaul.engine.workload import heaviest
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.agree.engagements.standing import strip_of
from outhaul.web.agree.engagements.words import DONE, LEVELS, STATEMENT_STATES, STEPS
from outhaul.web.agree.findings import findings_of
from outhaul.web.agree.texts import TEXTS
from outhaul.web.amounts import hours_text
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault
from outhaul.wording.tongue import tell


class Choosing(forms.Form):
    """Who answers for the engagement, and who steps in."""

    manager = forms.ChoiceField(label=gettext_lazy("Accountable manager"), required=False)
    deputy = forms.ChoiceField(label=gettext_lazy("Deputy"), required=False)

    def __init__(self, labels: Mapping[str, str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed through
        choices = [("", _("nobody yet")), *labels.items()]
        self.fields["manager"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
        self.fields["deputy"].choices = choices  # type: ignore[attr-defined] # likewise


@for_power(Power.VIEW)
@require_safe
def engagement(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show one engagement."""
    return _page(request, visit, access_engagement(visit, engagement))


def _page(
    request: HttpRequest,
    visit: Visit,
    row: Engagement,
    *,
    choosing: Choosing | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    statement, today = statement_of_work(row), timezone.localdate()
    found = verdicts_now(visit, row)
    names = manager_names(visit)
    signatures = list(statement.signatures.all()) if statement else []
    labels = manager_labels(visit, row, names, today)
    shown = {
        "row": row,
        "strip": strip_of(row, open_blocks(row, found), signatures, names.get(row.manager, "")),
        "findings": findings_of(visit, row, agreed_next(row), found),
        "statement": statement,
        "said": statement_of(statement.content) if statement else None,
        "statement_states": STATEMENT_STATES,
        "may_edit": statement is not None and statement.state == StatementState.DRAFT,
        "check": _check(row),
        "levels": LEVELS,
        "names": names,
        "choosing": choosing or Choosing(labels, initial={"manager": row.manager, "deputy": row.deputy}),
        "may_choose": may_name(row),
        "steps": steps(row),
        "step_names": STEPS,
        "can_begin": statement is not None and row.state == EngagementState.SIGNING and is_signed(statement),
        "milestones": list(access_milestones(visit, row)),
        "wrong": wrong or {},
        "given": request.POST,
        **TEXTS,
    }
    is_wrong = bool(wrong) or (choosing is not None and bool(choosing.errors))
    return render(request, "agree/engagements/page.html", shown, status=422 if is_wrong else 200)


def _check(row: Engagement) -> Classification | None:
    """Return the classification check that counts for what is agreed on, or is about to be."""
    statement = agreed_next(row)
    return check_of(row, statement_of(statement.content)) if statement else None


def manager_labels(visit: Visit, row: Engagement, names: Mapping[str, str], today: date) -> dict[str, str]:
    """Return each manager with the hours that would be left once they answer for `row`, too."""
    trained = trained_until(visit.business, today)
    try:
        outlook = outlook_of(visit.business, load(), trained, besides=row)
    except InputError:
        return dict(names)
    return {key: _label(key, name, outlook, row, today, set(trained)) for key, name in names.items()}


def _label(  # noqa: PLR0913, PLR0917 -- whose hours, and what they are made of
    key: str, name: str, outlook: Outlook, row: Engagement, today: date, trained: set[str]
) -> str:
    manager = outlook.managers.get(key)
    if manager is None:
        return name
    duties = heaviest(outlook.with_engagement(row, key, is_trained=key in trained), today)
    left = manager.free_hours_per_month - duties.hours
    words = (
        _("%(name)s: %(left)s h a month left with it")
        if left >= 0
        else _("%(name)s: %(left)s h a month too few with it")
    )
    told = words % {"name": name, "left": hours_text(abs(left))}
    return told if key in trained else _("%(who)s, not trained") % {"who": told}


@for_power(Power.SOURCE)
@require_POST
def managers(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Name manager and deputy."""
    row = access_engagement(visit, engagement)
    names = manager_names(visit)
    form = Choosing(manager_labels(visit, row, names, timezone.localdate()), request.POST)
    if form.is_valid():
        try:
            name_managers(visit, row, **form.cleaned_data)
        except NotNow:
            messages.error(request, _("While it is out to be signed, nobody else can be named."))
            return redirect("engagement", visit.business.key, row.key)
        except InputError as error:
            for fault in error.faults:
                form.add_error(fault.where, words_of_fault(fault))
        else:
            both = form.cleaned_data["manager"] and form.cleaned_data["deputy"]
            messages.success(request, _("Manager and deputy are named.") if both else _("It is kept."))
            return redirect("engagement", visit.business.key, row.key)
    return _page(request, visit, row, choosing=form)


@for_power(Power.SOURCE)
@require_POST
def step(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Take a step of the lifecycle: cancel, pause, go on, end, close; or let a signed one begin.

    A step taken on the board leads back to the board as it was looked at.
    """
    row, verb = access_engagement(visit, engagement), request.POST.get("verb", "")
    try:
        if verb == "begin":
            activate(visit, row)
            messages.success(request, _("It is active: the work can begin."))
        else:
            take_step(visit, row, verb, reason=request.POST.get("reason", ""))
            messages.success(request, str(DONE[verb]))
    except NotNow:
        messages.error(request, _("That cannot be done from where it is now."))
    except Blocked as blocked:
        if verb == "close":
            open_ones = " ".join(tell(verdict.reason) for verdict in blocked.verdicts)
            messages.error(request, _("It cannot close yet. %(open)s") % {"open": open_ones})
            return redirect("run-engagement", visit.business.key, row.key)
        messages.error(request, _("It cannot begin yet: see what blocks it."))
    except InputError:
        return _page(request, visit, row, wrong={verb: _("Say in a few words why.")})
    if "board" in request.POST:
        query = lean(request.POST["board"])
        return redirect(f"{reverse('engagements', args=[visit.business.key])}?{query}")
    return redirect("engagement", visit.business.key, row.key)


@for_power(Power.SIGN)
@require_POST
def override(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Keep the owner's reason to go on although a guard blocks."""
    row = access_engagement(visit, engagement)
    rule, blocked = request.POST.get("rule", ""), request.POST.get("blocked", "")
    named = (item for item in verdicts_now(visit, row) if (item.rule, item.reason) == (rule, blocked))
    verdict = next(named, None)
    if verdict is None or verdict.answer is not Answer.BLOCK or is_firm(verdict):
        messages.warning(request, _("The guard says something else by now. Nothing was overridden."))
        return redirect("engagement", visit.business.key, row.key)
    reason = request.POST.get("reason", "")
    try:
        override_block(visit, verdict, thing=THING, key=row.key, name=row.name, reason=reason)
    except InputError:
        words = _("Write why, so that you and others understand it a year from now.")
        return _page(request, visit, row, wrong={blocked: words})
    messages.success(request, _("Your reason is kept, and stays in the audit trail."))
    return redirect("engagement", visit.business.key, row.key)
