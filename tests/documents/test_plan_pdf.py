"""The plan as PDF, opened again."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from outhaul.documents import plan_pdf
from outhaul.engine.report import PlanReport


@pytest.fixture(scope="module")
def pdf(plan: PlanReport) -> PdfReader:
    return PdfReader(BytesIO(plan_pdf.render(plan)))


@pytest.fixture(scope="module")
def text(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def test_the_headline_stands_first(text: str) -> None:
    assert text.startswith(
        "Harbour Bakery Handing out 4 of 11 processes frees 31 hours a month and saves 18 %, "
        "with a 6 % chance of losing money."
    )


def test_every_process_is_in_it(text: str, plan: PlanReport) -> None:
    straight = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    assert [process.name for process in plan.processes if process.name not in straight] == []


def test_it_is_tagged_titled_and_has_a_language(pdf: PdfReader) -> None:
    root: Any = pdf.root_object
    assert pdf.metadata is not None
    assert (pdf.metadata.title, root["/Lang"]) == ("Plan for Harbour Bakery", "en")
    assert root["/MarkInfo"].get_object()["/Marked"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_every_picture_has_words(pdf: PdfReader) -> None:
    figures = [node for node in structure(pdf) if node.get("/S") == "/Figure"]
    assert len(figures) == 12
    assert [node for node in figures if not node.get("/Alt")] == []


def structure(pdf: PdfReader) -> list[dict[str, Any]]:
    root: Any = pdf.root_object
    found, waiting = [], [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(node)
            waiting += [node["/K"]] if "/K" in node else []
    return found


@pytest.mark.parametrize(("country", "size"), [("US", (612, 792)), ("DE", (595, 842))])
def test_paper_is_that_of_the_country(infeasible: PlanReport, country: str, size: tuple[int, int]) -> None:
    from dataclasses import replace  # noqa: PLC0415 -- used once

    page = PdfReader(BytesIO(plan_pdf.render(replace(infeasible, country=country)))).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_an_infeasible_business_has_a_paper_too(infeasible: PlanReport) -> None:
    pages = PdfReader(BytesIO(plan_pdf.render(infeasible))).pages
    assert "Free 7 more hours a month for Marco" in re.sub(r"\s+", " ", pages[0].extract_text())
