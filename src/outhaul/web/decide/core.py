"""Core or not: the questionnaire of scope, process by process, answered by one person or two."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.answers import Given, Rater, agree_with_catalogue, finish_second, set_answer
from outhaul.apps.planning.domain.entries import Conflict
from outhaul.apps.planning.domain.work import Item, WorkList, work_of
from outhaul.engine.questionnaire import QUESTIONNAIRE
from outhaul.engine.scope import CLASSES
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.decide import words
from outhaul.web.decide.parts import wants_part
from outhaul.web.decide.questions import anchor, asked, changed, count_second, disagreements
from outhaul.web.decide.verdicts import panel_of
from outhaul.web.doors import for_power
from outhaul.wording.faults import fault_in_words

KEPT = {"KEEP_CORE", "KEEP_UNMANAGEABLE", "KEEP_LEGAL"}


@for_power(Power.VIEW)
@require_safe
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every verdict, by what it says, and how many processes somebody has looked at."""
    work = work_of(visit, load())
    by_class = {
        class_: [item for item in work.items if item.verdict and item.verdict.class_ == class_]
        for class_ in CLASSES
    }
    context = {
        "visit": visit,
        "count": len(work.items),
        "sentence": _sentence(work),
        "groups": [
            (words.VERDICTS[class_], words.TONES[class_], [_short(item, work) for item in items])
            for class_, items in by_class.items()
            if items
        ],
        "unknown": [item for item in work.items if item.verdict is None],
        "following": next((item for item in work.items if item.verdict and not item.is_looked_at), None),
        "looked_at": sum(item.is_looked_at for item in work.items),
    }
    return render(request, "decide/core/overview.html", context)


def _sentence(work: WorkList) -> str:
    count = Counter(item.verdict.class_ in KEPT for item in work.items if item.verdict)
    told = {
        "looked": sum(item.is_looked_at for item in work.items),
        "all": len(work.items),
        "out": count[False],
        "stay": ngettext("%(count)s stays", "%(count)s stay", count[True]) % {"count": count[True]},
    }
    return _("%(looked)s of %(all)s processes looked at: %(out)s may go out, %(stay)s.") % told


def _short(item: Item, work: WorkList) -> dict[str, Any]:
    panel = panel_of(item, work.setting.assumptions, is_brief=True)
    return {
        "key": item.entry.key,
        "name": item.name,
        "panel": panel,
        "looked_at": item.is_looked_at,
        "disputed": bool(disagreements(item)),
    }


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def process(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Ask about one process; each answer is saved at once."""
    return _questionnaire(request, visit, entry, 1)


@for_power(Power.EDIT)
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Ask a second person, who sees neither the first answers nor the verdict until the end."""
    return _questionnaire(request, visit, entry, 2)


def _questionnaire(request: HttpRequest, visit: Visit, entry: str, rater: Rater) -> HttpResponse:
    if request.method != "POST":
        return _page(request, visit, entry, rater)
    sent_alone = wants_part(request)
    status, notes = _save(visit, entry, request.POST.dict(), rater, is_meant=sent_alone)
    if sent_alone or notes:
        sent = [key for key in request.POST if not key.startswith("was-")]
        return _page(request, visit, entry, rater, status=status, notes=notes, sent=sent)
    return redirect(request.path)


def _save(
    visit: Visit, entry: str, sent: Mapping[str, str], rater: Rater, *, is_meant: bool
) -> tuple[int, dict[str, str]]:
    """Save what changed, each answer on its own; return the status, and what went wrong by question."""
    found = access_entry(visit, "processes", entry)
    item = work_of(visit, load()).at(entry)
    try:
        wanted = list(changed(item, sent, rater, is_meant=is_meant))
    except InputError as error:
        return 422, {fault.where: fault_in_words(fault) for fault in error.faults}
    notes = {}
    for question, answer, was in wanted:
        try:
            set_answer(visit, found, question, answer, reference=load(), rater=rater, was=was)
        except Conflict as conflict:
            notes[question] = _clash(question, conflict.theirs, answer)
    return (409 if notes else 200), notes


def _clash(question: str, theirs: object, mine: Given) -> str:
    theirs_given = theirs if isinstance(theirs, int | str) else None
    told = {"theirs": anchor(question, theirs_given) or _("nothing"), "mine": anchor(question, mine)}
    return (
        _("Somebody else chose “%(theirs)s” meanwhile, you “%(mine)s”. Choose again if yours should count.")
        % told
    )


def _page(  # noqa: PLR0913 -- what is shown, and what became of what was sent
    request: HttpRequest,
    visit: Visit,
    entry: str,
    rater: Rater,
    *,
    status: int = 200,
    notes: Mapping[str, str] | None = None,
    sent: list[str] | None = None,
) -> HttpResponse:
    work = work_of(visit, load())
    item = work.at(entry)
    place = work.items.index(item)
    questions = asked(item, rater, notes)
    done = count_second(item)
    context = {
        "visit": visit,
        "item": item,
        "rater": rater,
        "questions": questions,
        "panel": panel_of(item, work.setting.assumptions),
        "changed": [questions[key] for key in sent or () if key in questions],
        "place": place + 1,
        "count": len(work.items),
        "before": work.items[place - 1].entry.key if place else None,
        "after": work.items[place + 1].entry.key if place + 1 < len(work.items) else None,
        "looked_at": sum(other.is_looked_at for other in work.items),
        "disagreements": disagreements(item),
        "second_count": done,
        "all": len(QUESTIONNAIRE),
        "is_done": rater == 1 or done == len(QUESTIONNAIRE),
        "may_edit": visit.may(Power.EDIT),
    }
    template = "decide/core/answered.html" if wants_part(request) else "decide/core/process.html"
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request, Cookie"
    return response


@for_power(Power.EDIT)
@require_POST
def agree(_request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Make the catalogue's answers the owner's own, and go on to the next process."""
    agree_with_catalogue(visit, access_entry(visit, "processes", entry), reference=load())
    items = [item.entry.key for item in work_of(visit, load()).items]
    following = items[items.index(entry) + 1 :]
    if following:
        return redirect("core-process", business=visit.business.key, entry=following[0])
    return redirect("core", business=visit.business.key)


@for_power(Power.EDIT)
@require_POST
def finish(_request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Close the second person's questionnaire and show both side by side."""
    finish_second(visit, access_entry(visit, "processes", entry), reference=load())
    return redirect("core-second", business=visit.business.key, entry=entry)
