"""A statement on paper: PDF/A-3a and PDF/UA-1, set by typst, with its content attached for programmes."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from outhaul.documents.plan_pdf import LETTER_PAPER
from outhaul.documents.statement.canonical import canonical
from outhaul.documents.statement.certificate import Certificate, facts, side_name, signature_facts
from outhaul.documents.statement.content import Statement
from outhaul.documents.statement.parts import laid_out

GREEK_AND_CYRILLIC_END, LATIN_1_END = 0x52F, 0xFF
PUNCTUATION = range(0x2010, 0x2040)
CURRENCIES = range(0x20A0, 0x20C0)


def render(
    content: Statement, *, before: Statement | None = None, certificate: Certificate | None = None
) -> bytes:
    """Return the paper in the language of `content`; without a certificate it is marked as unsigned.

    Letters that no typeface here has are written as their code points, U+6771; the attachment has them
    as they were written.
    """
    import typst  # noqa: PLC0415 -- slow to import

    with translation.override(content.language):
        told = _told(content, before, certificate)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "statement.typ"
        source.write_bytes((files("outhaul.documents") / "templates" / "statement.typ").read_bytes())
        (folder / "statement.json").write_bytes(canonical(content))
        for can_write in WRITABLE:
            (folder / "told.json").write_bytes(msgspec.json.encode(_written(told, can_write)))
            try:
                # typst refuses to set what is not kept for long (PDF/A-3a) or not tagged (PDF/UA-1)
                pdf: bytes = typst.compile(source, pdf_standards=["a-3a", "ua-1"], format="pdf")
            except typst.TypstError as error:
                if "could not be displayed" not in str(error) or can_write is WRITABLE[-1]:
                    raise
            else:
                return pdf
    raise AssertionError  # the last try returned or raised


def _european(letter: str) -> bool:
    code = ord(letter)
    return code <= GREEK_AND_CYRILLIC_END or code in PUNCTUATION or code in CURRENCIES


def _western(letter: str) -> bool:
    return ord(letter) <= LATIN_1_END


WRITABLE: tuple[Callable[[str], bool], ...] = (lambda _letter: True, _european, _western)
"""Which letters are tried as they are: all, then fewer, until a typeface has them all."""


def _written(value: Any, can_write: Callable[[str], bool]) -> Any:  # noqa: ANN401 -- any tree of JSON
    if isinstance(value, dict):
        return {key: _written(inner, can_write) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_written(inner, can_write) for inner in value]
    if isinstance(value, str):
        return "".join(letter if can_write(letter) else f"[U+{ord(letter):04X}]" for letter in value)
    return value


def _told(content: Statement, before: Statement | None, certificate: Certificate | None) -> Any:  # noqa: ANN401 -- as above
    laid = laid_out(content, before)
    at = max(signed.at for signed in certificate.signatures) if certificate else datetime.now(tz=UTC)
    return msgspec.to_builtins(
        {
            "language": content.language,
            "paper": "us-letter" if content.client.country in LETTER_PAPER else "a4",
            "laid": laid,
            "name": f"{laid.kind}: {laid.title}",
            "author": content.client.name,
            "made": [at.year, at.month, at.day],
            "page": _("Page {page} of {pages}"),
            "attached": _("What was agreed, as data: its SHA-256 is what both sides signed"),
            "unsigned": "" if certificate else _("Not signed yet"),
            "for_what": _("What it is for: "),
            "certificate": _certified(certificate) if certificate else None,
        }
    )


def _certified(certificate: Certificate) -> dict[str, Any]:
    return {
        "title": _("How it was signed"),
        "facts": facts(certificate),
        "signatures": [
            {
                "title": f"{side_name(signed.side)}: {signed.name}",
                "typed": signed.typed_name,
                "facts": signature_facts(signed),
            }
            for signed in certificate.signatures
        ],
    }
