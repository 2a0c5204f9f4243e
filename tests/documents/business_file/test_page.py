from pathlib import Path

from outhaul.documents.business_file.page import page


def test_the_reference_page_says_what_the_code_does() -> None:
    """Write it anew: python -m outhaul.documents.business_file.page > docs/reference/business-file.md."""
    assert Path("docs/reference/business-file.md").read_text("utf-8") == page()
