"""A plan as an accessible PDF (PDF/UA-1), set by typst from our own template."""

import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from outhaul.charts.band import fair_band
from outhaul.charts.fan import cash_fan
from outhaul.charts.hours import owner_hours
from outhaul.charts.picture import HALF, WIDE, Picture, draw
from outhaul.charts.tornado import tornado
from outhaul.charts.waterfall import cost_waterfall
from outhaul.charts.world import world_map
from outhaul.documents.pages import needs
from outhaul.documents.writing import unbroken
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.wording import findings, sentences, summary, work
from outhaul.wording.amounts import at_home_in
from outhaul.wording.numbers import Numbers, plain_hours, share
from outhaul.wording.tongue import tell

LETTER_PAPER = frozenset({"US", "CA", "MX", "PH", "CO", "CL", "CR", "GT", "SV", "PA", "DO", "PR", "VE"})
"""Countries that print on US letter (CLDR supplemental data, paperSize); everybody else on A4."""


def render(report: PlanReport) -> bytes:
    """Return `report` as PDF/UA-1: tagged, with title, headings, language and words for each picture."""
    import typst  # noqa: PLC0415 -- slow to import

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = (files("outhaul.documents") / "templates" / "plan.typ").read_bytes()
        (folder / "plan.typ").write_bytes(template)
        with at_home_in(report.country):
            told = _unbroken(content(report, Drawings(folder)))
        (folder / "plan.json").write_bytes(msgspec.json.encode(told))
        pdf: bytes = typst.compile(
            folder / "plan.typ", ignore_system_fonts=True, pdf_standards="ua-1", format="pdf"
        )
        return pdf


class Drawings:
    """The pictures of one document: each becomes a file in `folder` and an entry of the template."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def add(self, picture: Picture) -> dict[str, str]:
        """Draw `picture` and return how the template names it."""
        self.count += 1
        name = f"chart-{self.count}.svg"
        (self.folder / name).write_text(draw(picture), encoding="utf-8")
        return {"file": name, "title": picture.title, "alt": f"{picture.title}. {picture.description}"}

    def all(self, pictures: Iterable[Picture | None]) -> list[dict[str, str]]:
        """Draw those of `pictures` that there are."""
        return [self.add(picture) for picture in pictures if picture]


def content(report: PlanReport, drawings: Drawings) -> dict[str, Any]:
    """Return all that the template writes and draws."""
    numbers = sentences.numbers_of(report)
    out = sentences.handed_out(report)
    return {
        "title": f"Plan for {report.business}",
        "business": report.business,
        "headline": summary.headline(report),
        "keywords": ["outsourcing", "plan", report.business],
        "paper": "us-letter" if report.country in LETTER_PAPER else "a4",
        "figures": summary.key_figures(report),
        "obstacles": [
            {"what": sentences.obstacle_sentence(item, numbers), "fix": tell(item.fix)}
            for item in report.obstacles
        ],
        "brings": drawings.all((cash_fan(report, WIDE), owner_hours(report, WIDE))),
        "processes": [_row(process, report, numbers) for process in report.processes],
        "out": [_chapter(process, report, drawings) for process in out],
        "kept": [_stay(process, report) for process in report.processes if process not in out],
        "where": drawings.all([world_map(report, WIDE)]),
        "depends": drawings.all([tornado(report, WIDE)]),
        **_rest(report, numbers),
    }


def _rest(report: PlanReport, numbers: Numbers) -> dict[str, Any]:
    return {
        "managers": [
            {"name": manager.name, "load": sentences.load_sentence(manager)} for manager in report.managers
        ],
        "needs": [[need.what, need.seats, need.monthly, need.once] for need in needs(report)],
        "concerns": [_concern(finding) for finding in findings.concerns(report)],
        "alternatives": _alternatives(report, numbers),
        "changes": [
            *sentences.flip_sentences(report, numbers),
            *(sentences.limit_sentence(limit, numbers) for limit in report.limits),
        ],
        "assumptions": [
            [item.meaning, item.name, sentences.value_and_range(item, numbers), sentences.parent(item)]
            for item in report.assumptions
        ],
        "reached": sentences.reached(report),
    }


def _row(process: ProcessReport, report: PlanReport, numbers: Numbers) -> list[str]:
    return [
        process.name,
        work.decision(process, report.country),
        numbers.rate(process.rate.hourly) if process.rate else "",
        sentences.manager_names(report).get(process.manager, process.manager),
        numbers.exact_money(process.cost_now),
        numbers.exact_money(work.total(process.monthly_cost)),
    ]


def _chapter(process: ProcessReport, report: PlanReport, drawings: Drawings) -> dict[str, Any]:
    numbers = sentences.numbers_of(report)
    manager = sentences.manager_names(report).get(process.manager, process.manager)
    told = (work.rate_sentence(process, numbers), work.steering_sentence(process, manager))
    return {
        "name": process.name,
        "decision": work.decision(process, report.country),
        "told": " ".join(told),
        "drawings": drawings.all((fair_band(process, report, HALF), cost_waterfall(process, report, HALF))),
        "reasons": tuple(map(tell, process.reasons)),
    }


def _stay(process: ProcessReport, report: PlanReport) -> dict[str, str]:
    kind = work.CLASSES[process.verdict.class_]
    return {
        "name": process.name,
        "decision": f"{work.decision(process, report.country)}. It {kind}.",
        "reasons": " ".join(map(tell, process.reasons)),
    }


def _concern(finding: findings.Finding) -> dict[str, str]:
    verdict = finding.verdict
    return {
        "guard": verdict.guard,
        "answer": verdict.answer,
        "says": findings.ANSWERS[verdict.answer],
        "about": finding.about,
        "reason": tell(verdict.reason),
        "fix": tell(verdict.fix),
    }


def _alternatives(report: PlanReport, numbers: Numbers) -> list[list[str]]:
    if report.headline is None or not sentences.other_plans(report):
        return []
    head = report.headline
    return [
        [
            "This plan",
            numbers.money(head.npv.mean, se=head.npv.se),
            share(head.p_loss, head.p_loss_se),
            plain_hours(head.owner_hours_freed_per_month),
            "",
            "",
        ],
        *(
            [
                sentences.alternative_name(other),
                numbers.money(other.npv_mean),
                share(other.p_loss),
                plain_hours(other.owner_hours_freed_per_month),
                share(other.p_better),
                sentences.changes(other),
            ]
            for other in report.alternatives
        ),
    ]


def _unbroken(value: Any) -> Any:  # noqa: ANN401 -- any tree of JSON
    plain = msgspec.to_builtins(value, enc_hook=str)
    if isinstance(plain, dict):
        return {key: _unbroken(inner) for key, inner in plain.items()}
    if isinstance(plain, list):
        return [_unbroken(inner) for inner in plain]
    return unbroken(plain)
