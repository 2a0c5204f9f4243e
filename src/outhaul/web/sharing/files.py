"""A plan as a file: made once, named so that it is found again."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from outhaul import __version__
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.engine.report import PlanReport
from outhaul.wording.tongue import English, speaking


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file, and what makes one of a report."""

    extension: str
    content_type: str
    make: Callable[[PlanReport], bytes]


def _pdf(report: PlanReport) -> bytes:
    from outhaul.documents import plan_pdf  # noqa: PLC0415 -- slow to import

    return plan_pdf.render(report)


def _workbook(report: PlanReport) -> bytes:
    from outhaul.documents import plan_workbook  # noqa: PLC0415 -- slow to import

    return plan_workbook.render(report)


def _json(report: PlanReport) -> bytes:
    from outhaul.documents import plan_json  # noqa: PLC0415 -- needed only here

    return plan_json.encode(report)


PDF = Kind("pdf", "application/pdf", _pdf)
WORKBOOK = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook)
JSON = Kind("json", "application/json", _json)


def answer(plan: Plan, kind: Kind, *, attached: bool = True) -> HttpResponse:
    """Return a plan that is made as a file; browsers show it where it is not `attached`."""
    response = HttpResponse(_content(plan, kind), content_type=kind.content_type)
    response["Content-Disposition"] = content_disposition_header(attached, file_name(plan, kind)) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(plan: Plan, kind: Kind) -> str:
    """Return a name that tells whose plan it is and of which day: `harbour-bakery-plan-2026-11-27.pdf`."""
    day = timezone.localtime(plan.asked_at).date().isoformat()
    names = (plan.business.name, plan.scenario.name if plan.scenario else "", "plan", day)
    return (
        "-".join(filter(None, (slugify(name, allow_unicode=True) for name in names))) + f".{kind.extension}"
    )


def _content(plan: Plan, kind: Kind) -> bytes:
    """Return the file, made once: setting a PDF takes seconds, and a link may be opened by many.

    Files are in English, whoever asks for them: they go to others.
    """
    kept = caches["files"]
    key = f"{plan.report_hash}-{__version__}.{kind.extension}"
    with speaking(English()):
        content: bytes = kept.get(key) or kind.make(report_of(plan))
    kept.add(key, content)
    return content
