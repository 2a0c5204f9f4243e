"""What the process catalogue knows already about a process of the file."""

from collections.abc import Mapping
from typing import Any

from outhaul.documents.business_file.names import Work
from outhaul.engine.business import QUESTIONS, Process
from outhaul.reference.model import CatalogueProcess
from outhaul.reference.tables import Reference

FEW = 9
"""Most people of a business whose typical hours are those of a small one."""


def size(people: int | None) -> str:
    """Return the size by which the catalogue knows typical hours; unknown counts as small."""
    if people == 1:
        return "solo"
    return "small" if people is None or people <= FEW else "medium"


def make_process(values: Mapping[str, Any], people: int | None, reference: Reference) -> Process:
    """Make a process of checked `values`, with the catalogue's figures where the file has none.

    `prefilled` names what came from the catalogue. An answer None is "don't know", which stays so.
    """
    work: Work = values["occupation"]
    given = {"name": values["id"], "owner_share": 0.0} | dict(values)
    answers: dict[str, int | bool | None] = dict(values.get("answers", {}))
    prefilled: list[str] = []
    if work.catalogue is not None:
        entry = reference.catalogue[work.catalogue]
        fields = _fields(entry, people)
        prefilled = [field for field in fields if field not in values]
        prefilled += [key for key in QUESTIONS if key in entry.answers and key not in answers]
        given = fields | dict(values)
        answers = {**entry.answers, **answers}
    second = values.get("second_answers", {})
    given |= {"occupation": work.occupation, "catalogue": work.catalogue, "prefilled": tuple(prefilled)}
    return Process(**given | {"answers": _known(answers), "second_answers": _known(second)})


def _fields(entry: CatalogueProcess, people: int | None) -> dict[str, Any]:
    return {
        "name": entry.name,
        "hours_per_month": entry.hours[size(people)],
        "owner_share": entry.owner_share,
    }


def _known(answers: Mapping[str, int | bool | None]) -> dict[str, int | bool]:
    """Return the answers in the order of the questionnaire without those that are "don't know"."""
    found = ((key, answers.get(key)) for key in QUESTIONS)
    return {key: answer for key, answer in found if answer is not None}
