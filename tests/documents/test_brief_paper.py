"""A brief as text and as PDF: all of it, readable, and accessible."""

import io
from dataclasses import replace

from pypdf import PdfReader

from outhaul.documents import brief_pdf
from outhaul.documents.brief_paper import Headings, Paper, Piece, text

PAPER = Paper(
    title="Bookkeeping",
    business="Harbour Bakery",
    kicker="Work to be handed out by Harbour Bakery",
    purpose="The owner can trust the figures of any month.",
    pieces=(
        Piece(
            name="Booked month",
            when="every month, 10 days after its end",
            criteria=("The bank balance in the books equals the statement to the cent",),
            looks=("What is booked so far (every two weeks)",),
        ),
    ),
    facts=(("Volume", "40 hours a month"), ("Language", "English, B2")),
    skills=("Double-entry bookkeeping",),
    tools=(),
    closing="Apply here: https://outhaul.example/a/brief/x/",
    headings=Headings(
        deliverables="What is handed over",
        accepted="Accepted when",
        looks="Looked at before",
        facts="What the work asks for",
        skills="Skills",
        tools="Tools",
        page="{page} of {pages}",
    ),
    language="en",
)


def test_the_text_is_all_of_it_in_lines_that_a_marketplace_takes() -> None:
    assert text(PAPER) == (
        "BOOKKEEPING\n"
        "Work to be handed out by Harbour Bakery\n"
        "\n"
        "The owner can trust the figures of any month.\n"
        "\n"
        "What is handed over\n"
        "-------------------\n"
        "1. Booked month (every month, 10 days after its end)\n"
        "   Accepted when\n"
        "   - The bank balance in the books equals the statement to the cent\n"
        "   Looked at before\n"
        "   - What is booked so far (every two weeks)\n"
        "\n"
        "What the work asks for\n"
        "----------------------\n"
        "Volume: 40 hours a month\n"
        "Language: English, B2\n"
        "\n"
        "Skills: Double-entry bookkeeping\n"
        "\n"
        "Apply here: https://outhaul.example/a/brief/x/\n"
    )


def test_no_line_of_the_text_is_long() -> None:
    long = replace(PAPER, purpose="word " * 60, facts=(("Volume", "much " * 40),))
    assert max(map(len, text(long).splitlines())) <= 78


def test_the_pdf_holds_the_same_words() -> None:
    reader = PdfReader(io.BytesIO(brief_pdf.render(PAPER)))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for part in (
        PAPER.title,
        PAPER.purpose,
        *PAPER.pieces[0].criteria,
        *PAPER.pieces[0].looks,
        "40 hours a month",
        "1 of 1",
    ):
        assert part in words
    assert reader.metadata
    assert reader.metadata.title == "Bookkeeping"
    assert str(reader.root_object["/Lang"]) == "en"


def test_marks_of_the_typesetter_are_words_like_others() -> None:
    odd = replace(PAPER, title="#let x = $1 * 2$ _A_ <b>", purpose='"quoted" \\ #pagebreak()')
    reader = PdfReader(io.BytesIO(brief_pdf.render(odd)))
    words = " ".join(reader.pages[0].extract_text().split())
    assert (len(reader.pages), "#let x = $1 * 2$ _A_ <b>" in words) == (1, True)
