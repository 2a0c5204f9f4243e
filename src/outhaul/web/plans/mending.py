"""Where something can be mended: from a place in what the business told to the page that asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.content import Document
from outhaul.apps.planning.domain.values import meaning_of
from outhaul.faults import Fault
from outhaul.web.fields.words import WORDS
from outhaul.wording.faults import ended
from outhaul.wording.tongue import said, tell, word

PAGES: Mapping[str, str] = {
    "business": "business",
    "managers": "people",
    "processes": "work",
    "answers": "core",
    "tools": "tools",
    "quotes": "quotes",
    "policy": "policy",
    "assumptions": "assumptions",
}
"""Table, or field of a process -> name of the page that asks for it."""
PAGES_OF_ROWS: Mapping[str, str] = {"processes": "edit-process", "answers": "core-process"}
"""Likewise where a row has a page of its own."""
ANSWERS = frozenset({"answers", "second_answers"})
RULES: Mapping[str, str] = {"PAY-12": "quotes", "COST-12": "business", "PLAN-2": "answers"}
"""Rule -> table, where it is not that of its guard."""
GUARDS: Mapping[str, str] = {
    "scope": "answers",
    "match": "processes",
    "pay": "processes",
    "cost": "processes",
    "manage": "managers",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that keeps a plan from being made, in an owner's words, with the page that mends it."""

    about: str
    problem: str
    """Empty where nothing is wrong, and an answer is still to come."""
    remedy: str
    address: str


def address_of(business: str, table: str, key: str = "") -> str:
    """Return the page that asks for `table`, for the row `key` where rows have pages of their own."""
    if key and table in PAGES_OF_ROWS:
        return reverse(PAGES_OF_ROWS[table], args=(business, key))
    return reverse(PAGES[table], args=(business,))


def mend_of_told(business: str, told: tuple[str, str, str]) -> str:
    """Return the page for a field that the business told."""
    table, key, field = told
    return address_of(business, "answers" if field in ANSWERS else table, key)


def mend_of_verdict(business: str, guard: str, rule: str, process: str) -> str:
    """Return the page on which what a guard says can be mended."""
    table = RULES.get(rule, GUARDS.get(guard, "processes"))
    return address_of(business, table, "" if table == "managers" else process)


def missing(business: str, faults: Iterable[Fault], document: Document) -> tuple[Missing, ...]:
    """Return what is missing for a plan, in the order of the document."""
    return tuple(_missing(business, fault, document) for fault in faults)


def _missing(business: str, fault: Fault, document: Document) -> Missing:
    table, _sep, rest = fault.where.partition(".")
    row = _row(document, table, rest)
    key = str(row.get("id", "")) if row else ""
    field = rest.removeprefix(key).lstrip(".") if key else rest
    told = (table, key, field.partition(".")[0])
    inside = said('{problem} (in "{row}")', problem="", row=key)
    problem = tell(fault.problem).removesuffix(inside)
    about, address = _about(table, row, field), mend_of_told(business, told)
    if problem != word("is missing"):
        return Missing(about, problem, ended(tell(fault.remedy)), address)
    if table == "business" and not field:
        return Missing(about, "", _("Where you are, your currency, your languages."), address)
    asked = WORDS[table][field]
    return Missing(_called(row, str(asked.label)), "", str(asked.help), address)


def _row(document: Document, table: str, rest: str) -> Mapping[str, object] | None:
    """Return the row in which a fault lies; ids may hold dots, so the longest one that fits counts."""
    fitting = [row for row in document.get(table, []) if f"{rest}.".startswith(f"{row.get('id')}.")]
    return max(fitting, key=lambda row: len(str(row["id"])), default=None)


def _about(table: str, row: Mapping[str, object] | None, field: str) -> str:
    words = meaning_of(table, field.partition(".")[0]) if field else ""
    whole = {"business": _("Your business"), "managers": _("Your people"), "processes": _("Your work")}
    return _called(row, words) or whole.get(table, "")


def _called(row: Mapping[str, object] | None, field: str) -> str:
    name = str(row.get("name") or row.get("occupation") or row["id"]) if row else ""
    return ": ".join(filter(None, (name, field)))
