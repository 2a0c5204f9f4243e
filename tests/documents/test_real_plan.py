"""A plan that the engine made: it can be printed, drawn, written and set."""

from io import BytesIO, StringIO
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from rich.console import Console

from outhaul.documents import plan_html, plan_json, plan_pdf
from outhaul.documents.business_file import read
from outhaul.documents.terminal import print_plan
from outhaul.engine.plan.make import make_plan
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load
from outhaul.wording import summary

BAKERY = Path(__file__).parents[2] / "examples" / "harbour-bakery.toml"


@pytest.fixture(scope="module")
def made() -> PlanReport:
    reference = load()
    return make_plan(read(BAKERY, reference), reference, seed=1, scenarios=64, replicates=2)


def test_the_terminal_begins_with_the_answer_and_keeps_to_80_columns(made: PlanReport) -> None:
    console = Console(file=StringIO(), width=80, highlight=False)
    print_plan(made, console)
    assert isinstance(console.file, StringIO)
    lines = console.file.getvalue().splitlines()
    assert summary.headline(made).startswith(lines[0].strip())
    assert [line for line in lines if len(line) > 80] == []


def test_the_json_document_reads_as_json(made: PlanReport) -> None:
    document = msgspec.json.decode(plan_json.encode(made))
    assert [process["id"] for process in document["processes"]] == [process.id for process in made.processes]


def test_the_page_has_a_picture_for_all_that_can_be_drawn(made: PlanReport) -> None:
    out = sum(process.decision in {"hand_out", "pilot"} for process in made.processes)
    assert out > 0
    assert plan_html.render(made).count("<figure") == 4 + 2 * out


def test_the_paper_tells_every_process(made: PlanReport) -> None:
    pages = PdfReader(BytesIO(plan_pdf.render(made))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [process.name for process in made.processes if process.name not in text] == []
