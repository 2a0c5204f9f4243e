"""`outhaul demo` plans what the examples show."""

from outhaul.cli.demo import SAMPLE, samples
from outhaul.documents.business_file import read
from outhaul.reference.tables import load


def test_the_sample_is_the_harbour_bakery() -> None:
    assert read(samples() / SAMPLE, load()).home.name == "Harbour Bakery"
