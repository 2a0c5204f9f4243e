"""A brief as an accessible PDF (PDF/UA-1), set by typst from our own template."""

import tempfile
from importlib.resources import files
from pathlib import Path

import msgspec

from outhaul.documents.brief_paper import Paper


def render(paper: Paper) -> bytes:
    """Return `paper` as PDF/UA-1: tagged, with title, headings and language."""
    import typst  # noqa: PLC0415 -- slow to import

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = (files("outhaul.documents") / "templates" / "brief.typ").read_bytes()
        (folder / "brief.typ").write_bytes(template)
        (folder / "brief.json").write_bytes(msgspec.json.encode(paper))
        pdf: bytes = typst.compile(
            folder / "brief.typ", ignore_system_fonts=True, pdf_standards="ua-1", format="pdf"
        )
        return pdf
