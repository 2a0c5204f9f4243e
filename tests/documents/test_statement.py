"""The paper that both sides sign says all that was agreed, and can be checked."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import StreamObject

from outhaul.documents.statement.canonical import canonical, content_hash, plain_of, statement_of
from outhaul.documents.statement.certificate import Certificate, Signed, moment
from outhaul.documents.statement.changes import changes_between, changes_terms
from outhaul.documents.statement.content import Party
from outhaul.documents.statement.paper import render
from outhaul.documents.statement.parts import laid_out
from outhaul.documents.statement.text import as_text
from tests.statement_told import CHANGED, STATEMENT

AT = datetime(2026, 11, 27, 14, 14, 5, tzinfo=UTC)
CERTIFICATE = Certificate(
    key="3f2a",
    number=1,
    issue=2,
    sent_at=AT,
    content_hash=content_hash(STATEMENT),
    verify_at="https://outhaul.example/verify/",
    signatures=(
        Signed(
            side="client",
            name="Olivia",
            typed_name="Olivia",
            email="olivia@harbour-bakery.example",
            at=AT,
            zone="America/Los_Angeles",
            ip_address="192.0.2.1",
            agent="Firefox",
            proof="Signed in with an account",
        ),
        Signed(
            side="contractor",
            name="Ana Reyes",
            typed_name="Ana Reyes",
            email="ana@example.org",
            at=AT,
            zone="Asia/Manila",
            ip_address="2001:db8::7",
            agent="Chromium",
            proof="A code sent to this e-mail address",
        ),
    ),
)


def words(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_says_all_that_was_agreed() -> None:
    said = words(render(STATEMENT, certificate=CERTIFICATE))
    agreed = [
        "Harbour Bakery",
        "Ana Reyes",
        "Philippines",
        "Payroll is not part of it.",
        "14 days after acceptance",
        "Marco",
        "The law of Oregon.",
        *(clause.text for clause in STATEMENT.clauses),
        *(item.name for item in STATEMENT.milestones),
        *(item.deliverable for item in STATEMENT.milestones),
        *(criterion for item in STATEMENT.milestones for criterion in item.criteria),
        "450.00 USD",
        "1,200.50 USD",
        "15 January 2027",
    ]
    assert [text for text in agreed if text not in said] == []


def test_criteria_begin_on_a_line_of_their_own() -> None:
    pages = PdfReader(BytesIO(render(STATEMENT))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert {line for line in lines if "Accepted when" in line} == {"Accepted when"}


def test_clauses_and_milestones_have_numbers_and_pages_too() -> None:
    laid = laid_out(STATEMENT)
    assert [part.number for part in laid.parts] == [str(place) for place in range(1, 11)]
    assert [item.number for item in laid.parts[2].items] == ["3.1", "3.2"]
    pages = PdfReader(BytesIO(render(STATEMENT))).pages
    assert [f"Page {n} of {len(pages)}" in page.extract_text() for n, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)


def test_the_paper_is_made_to_be_kept_and_to_be_read_aloud() -> None:
    reader = PdfReader(BytesIO(render(STATEMENT, certificate=CERTIFICATE)))
    metadata = reader.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    told = metadata.get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert reader.metadata is not None
    assert reader.metadata.title == "Statement of work: Bookkeeping for the bakery"
    assert str(reader.root_object["/Lang"]) == "en"


def test_the_hash_that_was_signed_is_that_of_the_attachment() -> None:
    attached = PdfReader(BytesIO(render(STATEMENT, certificate=CERTIFICATE))).attachments
    (content,) = attached["statement.json"]
    assert sha256(content).hexdigest() == CERTIFICATE.content_hash == content_hash(STATEMENT)
    assert content == canonical(STATEMENT)


def test_the_certificate_tells_the_evidence_in_both_zones() -> None:
    said = words(render(STATEMENT, certificate=CERTIFICATE))
    told = [
        "number 1, issue 2",
        CERTIFICATE.content_hash[:32],
        "27 November 2026, 22:14:05 (Asia/Manila); 27 November 2026, 14:14:05 UTC",
        "27 November 2026, 06:14:05 (America/Los_Angeles)",
        "192.0.2.1",
        "2001:db8::7",
        "ana@example.org",
        "https://outhaul.example/verify/",
    ]
    assert [text for text in told if text not in said] == []


def test_a_paper_without_signatures_says_so() -> None:
    assert "Not signed yet" in words(render(STATEMENT))
    assert "Not signed yet" not in words(render(STATEMENT, certificate=CERTIFICATE))


def test_a_name_that_no_typeface_has_is_written_by_its_code_points() -> None:
    ana = replace(STATEMENT, contractor=Party(name="Ana \u0378", country="PH"))
    pdf = render(ana)
    assert "Ana [U+0378]" in words(pdf)
    (content,) = PdfReader(BytesIO(pdf)).attachments["statement.json"]
    assert "Ana \u0378" in content.decode()


@pytest.mark.parametrize("content", [STATEMENT, CHANGED])
def test_what_is_kept_reads_back_as_it_was(content: object) -> None:
    assert statement_of(plain_of(content)) == content  # type: ignore[arg-type] # both are statements


def test_only_what_differs_is_told() -> None:
    told = [(change.what, change.was, change.will_be) for change in changes_between(STATEMENT, CHANGED)]
    help_text = (
        "Answers to the adviser's questions (30 April 2027, 150.00 USD): "
        "Each question has an answer in writing"
    )
    assert told == [
        ("Year handed over: due", "26 February 2027", "31 March 2027"),
        ("Year handed over: fee", "1,200.50 USD", "1,300.00 USD"),
        ("Milestone Questions answered is added", "", help_text),
    ]
    assert changes_terms(STATEMENT, CHANGED)
    assert not changes_terms(STATEMENT, replace(STATEMENT, number=2, reason="A typing error", law="None"))


def test_a_change_order_shows_what_was_and_what_will_be() -> None:
    said = words(render(CHANGED, before=STATEMENT))
    assert "Change order 1" in said
    assert "The tax adviser wants the books a month later." in said
    assert "Was 1,200.50 USD" in said
    assert "Will be 1,300.00 USD" in said


def test_it_is_laid_out_in_its_own_language_whoever_asks() -> None:
    said = words(render(replace(STATEMENT, language="de"), certificate=CERTIFICATE))
    with translation.override("de"):
        assert "Rate from 1 April 2027" in as_text(laid_out(STATEMENT))
        at = moment(AT, "Asia/Manila")
    assert "1. April 2027" in said
    assert "1.200,50 USD" in said
    assert "November 2026, 22:14:05 (Asia/Manila)" in at


def test_the_text_says_the_same() -> None:
    said = as_text(laid_out(STATEMENT))
    assert said.startswith("Statement of work: Bookkeeping for the bakery\n\nAna Reyes delivers 2 milestones")
    assert "3.1 December closed" in said
    assert "- Every bank line has a booking" in said


def test_english_is_not_named_so_that_what_was_signed_before_keeps_its_hash() -> None:
    german = replace(STATEMENT, language="de")
    assert ("language" in plain_of(STATEMENT), plain_of(german)["language"]) == (False, "de")
    assert (statement_of(plain_of(STATEMENT)), statement_of(plain_of(german))) == (STATEMENT, german)
    assert content_hash(STATEMENT) != content_hash(german)
