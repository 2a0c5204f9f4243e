"""Lifecycles: which state a thing may be in, and which verb leads from one to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


class NotNow(Exception):  # noqa: N818 -- told to a person, not an error of the programme
    """The verb does not lead on from the state in which the thing is."""

    def __init__(self, thing: str, state: str, verb: str) -> None:
        super().__init__(f"A {thing} that is {state} cannot {verb}")
        self.thing, self.state, self.verb = thing, state, verb


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[State]):
    """One transition table: verb -> state before -> state after. What is not listed is refused."""

    thing: str
    steps: Mapping[str, Mapping[State, State]]

    def after(self, state: State, verb: str) -> State:
        """Return the state that `verb` leads to. Raises NotNow where it does not lead on from `state`."""
        found = self.steps[verb].get(state)
        if found is None:
            raise NotNow(self.thing, state, verb)
        return found

    def verbs(self, state: State) -> tuple[str, ...]:
        """Return what can be done with a thing in `state`, in the order of the table."""
        return tuple(verb for verb, step in self.steps.items() if state in step)

    def sources(self, verb: str) -> tuple[State, ...]:
        """Return the states from which `verb` leads on."""
        return tuple(self.steps[verb])

    def drawn(self) -> Iterator[str]:
        """Give the lines of a Mermaid state diagram."""
        yield "stateDiagram-v2"
        for verb, step in self.steps.items():
            for before, then in step.items():
                yield f"    {before} --> {then}: {verb}"
