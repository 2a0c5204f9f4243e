"""What a plan can know besides: tools, rates that were seen, what the owner wants, assumptions."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.planning.models import Entry
from outhaul.documents.business_file.tables import POLICY
from outhaul.engine.plan.options import in_currency
from outhaul.web.decide.assumed import assumed_by, groups_of
from outhaul.web.decide.business import only_entry
from outhaul.web.decide.rows import NEW, add, just_removed
from outhaul.web.doors import for_power
from outhaul.web.fields.otherwise import DEFAULTS
from outhaul.web.fields.page import FINE, Sent, receive
from outhaul.web.fields.surroundings import Surroundings, surroundings_of
from outhaul.web.fields.texts import is_share, name_of
from outhaul.web.fields.view import FieldView, with_processes
from outhaul.web.fields.work import process_choices
from outhaul.wording.numbers import Numbers

TOOL = ("name", "fixed_cost_per_month", "cost_per_seat_per_month", "capital_cost", "needed_by")
QUOTE = ("occupation", "country", "rate_per_hour")
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One tool, or one rate, with its fields."""

    key: str
    name: str
    views: dict[str, FieldView]


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(METHODS)
def tools(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what handed-out work needs; add a tool, or save what a form without script sends."""
    return _listed(request, visit, "tools", ("name",))


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(METHODS)
def quotes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the rates that were seen; add one, or save what a form without script sends."""
    return _listed(request, visit, "quotes", QUOTE)


def _listed(request: HttpRequest, visit: Visit, table: str, needed: tuple[str, ...]) -> HttpResponse:
    around, errors, sent = surroundings_of(visit), {}, Sent()
    if request.POST.get("adds"):
        errors = add(request, visit, table, needed, around)
    else:
        sent = receive(request, visit, around)
    if request.method == "POST" and not errors and sent.status == FINE:
        return redirect(request.path)
    make = _tools if table == "tools" else _quotes
    lines = make(visit, sent, around)
    context = {
        "lines": lines,
        "seat": _usual_seat(visit, around) if table == "tools" and not lines else "",
        "gone": just_removed(request, visit, table),
        "errors": errors,
        "typed": {name: request.POST.get(NEW + name, "") if errors else "" for name in needed},
        "currency": around.currency,
    }
    return render(request, f"decide/{table}.html", context, status=422 if errors else sent.status)


def _usual_seat(visit: Visit, around: Surroundings) -> str:
    """Return what the tools of a contractor cost a month where none is told (§PLAN-6)."""
    seat = in_currency(around.reference, around.currency, assumed_by(visit).tool_seat)
    return Numbers(str(around.home.get("country", "US")), around.currency).money(seat)


def _tools(visit: Visit, sent: Sent, around: Surroundings) -> list[Line]:
    work = process_choices(visit, around)
    lines = []
    for entry in entries_of(visit, "tools"):
        views = sent.views(entry, TOOL, around)
        views["needed_by"] = with_processes(views["needed_by"], work)
        lines.append(Line(key=entry.key, name=str(entry), views=views))
    return lines


def _quotes(visit: Visit, sent: Sent, around: Surroundings) -> list[Line]:
    return [
        Line(key=entry.key, name=_quote_name(entry, around), views=sent.views(entry, QUOTE, around))
        for entry in entries_of(visit, "quotes")
    ]


def _quote_name(entry: Entry, around: Surroundings) -> str:
    work = name_of("occupations", str(entry.told.get("occupation", "")), around)
    country = name_of("countries", str(entry.told.get("country", "")), around)
    return _("%(work)s, %(country)s") % {"work": work, "country": country}


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(METHODS)
def policy(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the owner wants; save what a form without script sends."""
    sent = receive(request, visit, surroundings_of(visit))
    if request.method == "POST" and sent.status == FINE:
        return redirect(request.path)
    entry, around = only_entry(visit, "policy"), surroundings_of(visit)
    looks = {item.name: "slider" if is_share(item.kind) else "row" for item in POLICY.fields}
    views = {name: sent.view(entry, name, around, look) for name, look in looks.items()}
    own = sum(_is_own(name, view.plain) for name, view in views.items())
    return render(request, "decide/policy.html", {"views": views, "own": own}, status=sent.status)


def _is_own(name: str, plain: object) -> bool:
    """Whether a wish is told and another than the usual one."""
    usual = DEFAULTS[POLICY.name][name]
    return plain is not None and plain != (list(usual) if isinstance(usual, tuple) else usual)


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(METHODS)
def assumptions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the named assumptions by guard, or those that hold the words that are looked for."""
    sent = receive(request, visit, surroundings_of(visit))
    if request.method == "POST" and sent.status == FINE:
        return redirect(request.get_full_path())
    entry, around = only_entry(visit, "assumptions"), surroundings_of(visit)
    query = " ".join(request.GET.get("q", "").split())
    groups = groups_of(entry, sent, around, query)
    context = {
        "groups": groups,
        "query": query,
        "found": sum(len(group.views) for group in groups),
        "own": len(entry.told),
    }
    return render(request, "decide/assumptions.html", context, status=sent.status)
