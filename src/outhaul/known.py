"""Values that a bounded cache finds again by what they say, and not by what they are."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Known(Generic[Value]):
    """A value that is known by its `mark`: two are equal where their marks are.

    The argument of a function under `functools.lru_cache` whose own arguments cannot be compared, or only
    slowly. The value is not changed by anybody.

    >>> Known("de", {"a": 1}) == Known("de", {})
    True
    """

    mark: object
    value: Value = field(compare=False)
