"""A fault is one line that a terminal can print as it is."""

from outhaul.faults import Fault


def test_a_fault_is_one_line_of_place_problem_and_remedy() -> None:
    assert str(Fault("a[0].b", "is wrong", "Mend it")) == "a[0].b: is wrong. Mend it"


def test_what_cannot_be_printed_is_escaped() -> None:
    fault = Fault("key\x1b[2J", 'is no id (in "a\nb")', "Say it in \u5317\u4eac, not in \u202ereverse")
    assert str(fault) == ('key\\x1b[2J: is no id (in "a\\nb"). Say it in \u5317\u4eac, not in \\u202ereverse')
