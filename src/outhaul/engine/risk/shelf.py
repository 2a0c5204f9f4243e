"""What was drawn once and may be asked for again, kept while there is room."""

from collections.abc import Callable
from threading import Lock
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

CACHE_BYTES: Final = 220_000_000

Number = TypeVar("Number", bound=np.generic)


class _Place:
    """Where one array stands; its lock lets others wait while one makes it."""

    __slots__ = ("array", "lock")

    def __init__(self) -> None:
        self.array: NDArray[Any] | None = None
        self.lock = Lock()


class Shelf:
    """Arrays made once and kept while there is room; what was not used for longest leaves first.

    Threads may share a shelf: two that ask for the same array get the same one, made once.
    """

    def __init__(self, room: int = CACHE_BYTES) -> None:
        self._places: dict[tuple[object, ...], _Place] = {}
        self._room = room
        self._lock = Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], NDArray[Number]]) -> NDArray[Number]:
        """Return the array of `key`, made anew by `make` if it is not on the shelf."""
        with self._lock:
            place = self._places.pop(key, None) or _Place()
            self._places[key] = place
        with place.lock:
            if place.array is None:
                place.array = make()
                self._make_room(key, place)
            return place.array

    def _make_room(self, key: tuple[object, ...], made: _Place) -> None:
        """Count what was just made and let go what was not used for longest, but not what is being made."""
        with self._lock:
            self._places.setdefault(key, made)
            self._room -= made.array.nbytes if made.array is not None else 0
            if self._room < 0:
                self._let_go(made)

    def _let_go(self, made: _Place) -> None:
        for name, place in list(self._places.items()):
            if self._room >= 0:
                return
            if place is not made and place.array is not None:
                self._room += place.array.nbytes
                del self._places[name]
