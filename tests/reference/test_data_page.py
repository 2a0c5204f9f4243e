from pathlib import Path

from outhaul.reference.model import COUNTRY_FIGURES, Source
from outhaul.reference.packs import READERS
from outhaul.reference.tables import BUILT_IN, Reference

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "data.md").read_text(encoding="utf-8")


def row(key: str, source: Source) -> str:
    made = source.made or (f"from {', '.join(source.parents)}" if source.parents else "as published")
    return f"| `{key}` | {source.title} | {source.publisher} | {source.year} | {source.licence} | {made} |"


def test_the_page_lists_every_source_as_the_table_has_it(reference: Reference) -> None:
    listed = PAGE.split("## Sources\n\n")[1].splitlines()[2:]
    assert listed == [row(key, source) for key, source in reference.sources.items()]


def test_the_page_counts_the_countries_of_every_figure(reference: Reference) -> None:
    known = [set(country.figures) for country in reference.countries.values()]
    rows = [
        f"| `{name}` | {meaning} | {sum(name in names for names in known)} |"
        for name, meaning in COUNTRY_FIGURES.items()
    ]
    assert [line for line in rows if line not in PAGE] == []


def test_the_page_names_every_file_that_can_be_loaded() -> None:
    assert [name for name in READERS if f"| `{name}` |" not in PAGE] == []


def test_share_alike_figures_stay_in_tables_of_their_own(reference: Reference) -> None:
    share_alike = {key for key, source in reference.sources.items() if "BY-SA" in source.licence}
    mixed = {
        (path.stem, key)
        for path in sorted(BUILT_IN.glob("*.json"))
        for key in sorted(share_alike)
        if path.stem != "sources" and f'"{key}"' in path.read_text(encoding="utf-8")
    }
    assert mixed == {
        ("culture", "schwartz"),
        ("english", "english_line"),
        ("english", "english_share"),
        ("english", "wikipedia_english"),
    }
