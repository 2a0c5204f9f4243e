"""The month on one page as an accessible PDF (PDF/UA-1), set by typst from our own template."""

import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec


def render(content: Mapping[str, Any]) -> bytes:
    """Return the page as PDF/UA-1: tagged, with title, headings and language. All words are in `content`."""
    import typst  # noqa: PLC0415 -- slow to import

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = (files("outhaul.documents") / "templates" / "month.typ").read_bytes()
        (folder / "month.typ").write_bytes(template)
        (folder / "month.json").write_bytes(msgspec.json.encode(content))
        pdf: bytes = typst.compile(
            folder / "month.typ", ignore_system_fonts=True, pdf_standards="ua-1", format="pdf"
        )
        return pdf
