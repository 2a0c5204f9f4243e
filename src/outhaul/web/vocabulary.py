"""Texts that stand in data and not in code: questions, assumptions, the catalogue of processes.

`extract` is how Babel finds them (babel.cfg), so that they are translated like the texts of the pages.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from outhaul.documents.business_file.kinds import Number
from outhaul.documents.business_file.tables import TABLES
from outhaul.engine import course
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.briefing.draft import starters
from outhaul.engine.classification import questions as classification
from outhaul.engine.manage import FLAGS
from outhaul.engine.questionnaire import QUESTIONNAIRE
from outhaul.reference.tables import load
from outhaul.wording.tongue import PROCESS_NAME


def texts() -> Iterator[str]:
    """Yield every text of the engine's data that pages show."""
    for question in QUESTIONNAIRE:
        yield from (question.text, *question.anchors)
    for assumption in fields(Assumptions):
        yield from (assumption.metadata["meaning"], assumption.metadata["unit"])
    for table in TABLES:
        yield table.a_key
        for field in table.fields:
            yield field.meaning
            if isinstance(field.kind, Number):
                yield from filter(None, (field.kind.told, field.kind.hint))
    yield from (flag.replace("_", " ") for flag in FLAGS)
    yield from (process.purpose for process in load().catalogue.values())
    yield from _of_the_course()
    yield from _of_drafts()
    yield from _of_the_classification()


def _of_the_course() -> Iterator[str]:
    for lesson in course.LESSONS:
        yield from (lesson.title, lesson.mistake, *lesson.text, *lesson.practice)
        yield from (text for check in lesson.checks for text in check)
    for question in course.QUESTIONS:
        yield from (question.text, *question.answers, question.because)


def _of_the_classification() -> Iterator[str]:
    yield from (*classification.TITLES.values(), *classification.SOURCES.values())
    for question in classification.QUESTIONS:
        yield from filter(None, (question.part, question.text, question.why, question.change))


def _of_drafts() -> Iterator[str]:
    reference = load()
    for process in reference.catalogue.values():
        yield from starters(process)
    yield from sorted({name for work in reference.occupations.values() for name in work.skills})


def names() -> Iterator[str]:
    """Yield the names of the processes of the catalogue."""
    yield from (process.name for process in load().catalogue.values())


def extract(
    _file: object,
    _keywords: Sequence[str],
    _tags: Sequence[str],
    options: Mapping[str, str],  # noqa: ARG001
) -> Iterator[tuple[int, str | None, str | tuple[str, str], list[str]]]:
    """Yield line, function, message and comments of each text, as Babel wants them of an extractor."""
    for text in dict.fromkeys(texts()):
        yield 1, None, text, []
    for name in names():
        yield 1, "pgettext", (PROCESS_NAME, name), []
