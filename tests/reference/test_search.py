import pytest

from outhaul.reference.search import (
    find_countries,
    find_occupations,
    near,
    near_countries,
    near_occupations,
)
from outhaul.reference.tables import Reference

EXPECTED = {
    "bookkeeper": "43-3031.00",
    "virtual assistant": "43-6014.00",
    "web shop": "13-1199.06",
    "social media": "13-1161.00",
    "website": "15-1254.00",
    "payroll": "43-3051.00",
    "customer support": "43-4051.00",
    "graphic designer": "27-1024.00",
    "translation": "27-3091.00",
    "SEO": "13-1161.01",
    "video editing": "27-4032.00",
    "data entry": "43-9021.00",
    "cold calling": "41-9041.00",
    "tax return": "13-2082.00",
    "Accountants and Auditors": "13-2011.00",
    "translations": "27-3091.00",
    "book keeper": "43-3031.00",
    "plumer": "47-2152.00",
    "run our Instagram": "13-1161.00",
    "designing flyers": "27-1024.00",
    "43-3031": "43-3031.00",
}


@pytest.mark.parametrize(("text", "code"), EXPECTED.items())
def test_everyday_words_find_the_occupation_a_person_means(
    reference: Reference, text: str, code: str
) -> None:
    assert find_occupations(reference, text)[0][0].code == code


def test_every_everyday_word_leads_to_its_first_occupation(reference: Reference) -> None:
    astray = [
        words
        for words, codes in reference.everyday.items()
        if find_occupations(reference, words, limit=1)[0][0].code != codes[0]
    ]
    assert astray == []


@pytest.mark.parametrize("text", ["", "   ", "qwxyz", "!?"])
def test_a_text_without_meaning_finds_nothing(reference: Reference, text: str) -> None:
    assert find_occupations(reference, text) == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("PH", "PH"),
        ("phl", "PH"),
        ("phillipines", "PH"),  # codespell:ignore phillipines
        ("UK", "GB"),
        ("holland", "NL"),
        ("untied states", "US"),
        ("Namibia", "NA"),
        ("NA", "NA"),
    ],
)
def test_a_country_is_found_by_code_name_and_nickname(reference: Reference, text: str, code: str) -> None:
    assert find_countries(reference, text)[0][0].code == code


def test_a_mistyped_code_gets_its_neighbours(reference: Reference) -> None:
    assert near_occupations(reference, "43-3013.00")[:2] == (
        "43-3011.00 (Bill and Account Collectors)",
        "43-3031.00 (Bookkeeping, Accounting, and Auditing Clerks)",
    )
    assert near_countries(reference, "Germny")[0] == "DE (Germany)"
    assert near("UDS", reference.currencies)[0] == "USD"
    assert near("qqqqqqqq", reference.currencies) == ()


@pytest.mark.parametrize(
    ("text", "code"), [("Great Britan", "GB"), ("Ivory", "CI"), ("Congo", "CD"), ("Columbia", "CO")]
)
def test_a_country_is_found_by_a_misspelt_name_or_a_part_of_it(
    reference: Reference, text: str, code: str
) -> None:
    assert find_countries(reference, text)[0][0].code == code


def test_a_word_for_work_is_no_country(reference: Reference) -> None:
    assert find_countries(reference, "bookkeeper") == ()
