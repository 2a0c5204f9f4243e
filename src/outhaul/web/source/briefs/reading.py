"""A brief as it stands: what it says, what the guard says, how far it is, who reads it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_candidacies, access_overrides
from outhaul.apps.sourcing.domain.applying import GOOD_FOR
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import behind, judged
from outhaul.apps.sourcing.domain.keeping import days_kept
from outhaul.apps.sourcing.domain.publishing import OPEN_FOR, is_open, may_be_overridden, token_of
from outhaul.apps.sourcing.lifecycles import BRIEF, BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.documents.brief_paper import text
from outhaul.engine.brief import Brief
from outhaul.engine.briefing.quality import quality
from outhaul.engine.verdict import Answer, Verdict
from outhaul.reference.tables import load
from outhaul.web.agree.texts import day_text
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.link_form import LinkForm
from outhaul.web.source.briefs.money import amount_text, band_text, budget_text
from outhaul.web.source.briefs.paper import paper_of
from outhaul.web.source.briefs.words import STATES, shown


@for_power(Power.VIEW)
@require_safe
def brief(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show one brief."""
    return page(request, visit, access_brief(visit, brief))


def page(  # noqa: PLR0913 -- what a page is made of
    request: HttpRequest,
    visit: Visit,
    row: Row,
    *,
    status: int = 200,
    link_form: LinkForm | None = None,
    wrong: str = "",
    refused: bool = False,
) -> HttpResponse:
    """Return the page of a brief; `wrong` is what is wrong with the reason of an override.

    `refused` says that somebody wanted to publish it just now, and the guard blocked it.
    """
    content = content_of(row)
    found = quality(content)
    verdicts = judged(visit, row.process, content, load())
    overrides = list(access_overrides(visit, "brief", row.key))
    let = {(kept.rule, kept.blocked) for kept in overrides}

    def is_overridden(verdict: Verdict) -> bool:
        return (verdict.rule, verdict.reason) in let and may_be_overridden(verdict)

    today = timezone.localdate()
    applied = access_candidacies(visit, row).count() if _is_sought(visit, row) else None
    link = request.build_absolute_uri(reverse("apply", args=(token_of(row),))) if row.is_public else ""
    context = {
        "brief": row,
        "content": content,
        "state": STATES[row.state],
        "sentence": _sentence(row, content, applied),
        "candidates": applied,
        "steps": BRIEF.verbs(BriefState(row.state)),
        "score": int(found.score),
        "vague": [shown(finding) for finding in found.findings],
        "verdicts": [
            (verdict, visit.may(Power.SIGN) and may_be_overridden(verdict) and not is_overridden(verdict))
            for verdict in verdicts
        ],
        "blocked": any(v.answer is Answer.BLOCK and not is_overridden(v) for v in verdicts),
        "refused": refused,
        "overrides": overrides,
        "paper": paper_of(row, content),
        "text": text(paper_of(row, content, closing=_closing(link))),
        "band": band_text(content),
        "budget": budget_text(content),
        "behind": _behind(visit, row, content),
        "link": link,
        "is_open": is_open(row, today),
        "until": day_text(row.open_until),
        "link_form": link_form or LinkForm(initial={"open_until": _proposed(row, today)}),
        "kept_days": days_kept(row.business),
        "good_days": GOOD_FOR.days,
        "copy_key": new_key(),
        "wrong": wrong,
    }
    return render(request, "source/briefs/brief.html", context, status=status)


def _is_sought(visit: Visit, row: Row) -> bool:
    return row.state == BriefState.PUBLISHED and visit.may(Power.SOURCE)


def _sentence(row: Row, content: Brief, applied: int | None) -> str:
    criteria = sum(len(item.criteria) for item in content.deliverables)
    count = len(content.deliverables)
    told = {
        "title": row.title,
        "deliverables": ngettext("%(n)s deliverable", "%(n)s deliverables", count) % {"n": count},
        "criteria": ngettext("%(n)s criterion", "%(n)s criteria", criteria) % {"n": criteria},
    }
    begun = _("%(title)s: %(deliverables)s with %(criteria)s") % told
    if applied is not None:
        return ngettext("%(begun)s, %(n)s candidate.", "%(begun)s, %(n)s candidates.", applied) % {
            "begun": begun,
            "n": applied,
        }
    return f"{begun}."


def _closing(link: str) -> str:
    if not link:
        return ""
    return _("Apply here, without an account: %(link)s") % {"link": link}


def _proposed(row: Row, today: date) -> date:
    return row.open_until if row.open_until and row.open_until >= today else today + OPEN_FOR


def _behind(visit: Visit, row: Row, content: Brief) -> dict[str, str] | None:
    found = behind(visit, row)
    if found is None:
        return None
    if found.band is None:
        return {"band": "", "plan": found.plan.key}
    low, high = (amount_text(rate, content.currency) for rate in (found.band.low, found.band.high))
    return {"band": _("%(low)s to %(high)s an hour") % {"low": low, "high": high}, "plan": found.plan.key}
