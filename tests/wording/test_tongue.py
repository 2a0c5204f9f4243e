"""Whoever speaks another language is told everything in it; who speaks none is told English."""

import pytest

from outhaul.engine.saying import Saying, country, joined, language, process, say
from outhaul.wording.amounts import at_home_in
from outhaul.wording.numbers import Numbers, hours, months, share
from outhaul.wording.places import country_name, in_country
from outhaul.wording.tongue import is_foreign, said, several, speaking, spoken, tell, word

WORDS = {
    "{place} costs {more:,.0f} {currency} more": "{place} kostet {more:,.0f} {currency} mehr",
    "fees": "Gebühren",
    "{what} {count}": "{count}-mal {what}",
    "{hours} hour": "{hours} Stunde",
    "{hours} hours": "{hours} Stunden",
    "process|Bookkeeping": "Buchhaltung",
}


class German:
    """A tongue with a handful of words."""

    language = "de"

    def gettext(self, text: str) -> str:
        return WORDS.get(text, text)

    def pgettext(self, context: str, text: str) -> str:
        return WORDS.get(f"{context}|{text}", text)

    def ngettext(self, one: str, several: str, count: int) -> str:
        return self.gettext(one if count == 1 else several)


DEARER = say(
    "{place} costs {more:,.0f} {currency} more", place=country("PL", "Poland"), more=1234.5, currency="USD"
)


def test_a_saying_is_its_english_text_which_readers_see_with_the_signs_of_money() -> None:
    assert (DEARER, tell(DEARER)) == ("Poland costs 1,234 USD more", "Poland costs $1,234 more")


def test_money_in_english_sentences_has_the_sign_of_the_country_that_is_at_home() -> None:
    rate = say("{rate:,.2f} {currency} an hour", rate=1234.5, currency="CAD")
    told = tell(joined([rate, "no more"], ", "))
    with at_home_in("CA"):
        canadian = tell(rate)
    with at_home_in("DE"):
        german = tell(rate)
    assert (told, canadian) == ("CA$1,234.50 an hour, no more", "$1,234.50 an hour")
    assert german == "CA$1,234.50 an hour"


def test_money_that_is_kept_as_text_is_an_amount_and_one_in_words_stays() -> None:
    kept = said("{total} {currency} of {who}", total="1200.5", currency="USD", who="Ana")
    assert (kept, said("{total} {currency}", total="some", currency="USD")) == (
        "$1,200.50 of Ana",
        "some USD",
    )


def test_a_loss_in_a_sentence_carries_a_real_minus() -> None:
    assert said("{gain:,.0f} {currency}", gain=-1873.4, currency="USD") == "−$1,873"  # noqa: RUF001 -- it is one


@pytest.mark.parametrize(
    ("saying", "told"),
    [
        (DEARER, "Polen kostet 1.234 $ mehr"),
        (
            joined([say("{what} {count}", what=say("fees"), count=2), DEARER], "; "),
            "2-mal Gebühren; Polen kostet 1.234 $ mehr",
        ),
        (language("pt", "Portuguese"), "Portugiesisch"),
        (process("Bookkeeping"), "Buchhaltung"),
        (process("Books of my aunt"), "Books of my aunt"),
        (say("{score:.2f} {name}", score=0.5, name="Marco 1.5"), "0,50 Marco 1.5"),
    ],
)
def test_a_saying_is_told_in_the_language_spoken_down_to_its_parts(saying: Saying, told: str) -> None:
    with speaking(German()):
        assert tell(saying) == told


def test_what_a_person_wrote_is_never_translated() -> None:
    with speaking(German()):
        assert (tell("fees"), said("{name}: {part}", name="fees", part=say("fees"))) == (
            "fees",
            "fees: Gebühren",
        )


def test_a_text_without_a_template_is_foreign_only_where_english_is_not_spoken() -> None:
    here = is_foreign("Old words.")
    with speaking(German()):
        there = [is_foreign(text) for text in ("Old words.", say("fees"), "")]
    assert (here, there) == (False, [True, False, False])


def test_plurals_and_single_words_are_those_of_the_language() -> None:
    with speaking(German()):
        told = [several(count, "{hours} hour", "{hours} hours", hours=count) for count in (1, 3)]
        assert (told, word("fees"), word("")) == (["1 Stunde", "3 Stunden"], "Gebühren", "")


def test_figures_take_the_marks_of_the_language_and_english_those_of_the_country() -> None:
    numbers = Numbers("US", "USD")
    english = (numbers.rate(38), numbers.exact_money(1620), numbers.number(0.25))
    with speaking(German()):
        german = (numbers.rate(38), numbers.exact_money(1620), numbers.number(0.25))
    assert (english, german) == (("$38.00", "$1,620", "0.25"), ("38,00 $", "1.620 $", "0,25"))


def test_countries_are_called_as_in_the_language_without_an_english_article() -> None:
    english = country_name("TR"), in_country("PH")
    with speaking(German()):
        german = country_name("TR"), in_country("PH")
    assert (english, german) == (("Turkey", "the Philippines"), ("Türkei", "Philippinen"))


def test_hours_are_told_with_the_marks_of_the_language() -> None:
    with speaking(German()):
        assert (hours(3.6), hours(1), share(0.18)) == ("3,5 Stunden", "1 Stunde", "18 %")


def test_after_the_block_english_is_spoken_again() -> None:
    with speaking(German()):
        inside = spoken()
    assert (inside, spoken(), months(8, 14, 36)) == ("de", "en", "8 to 14 months")
