"""Queries that are composed once: Django else writes the same SQL anew each time it asks.

Writing a query takes several times as long as finding a few rows by it, and the frame of every page asks
the same ones.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import update_wrapper
from inspect import signature
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")
Shape = tuple[tuple[str, Hashable], ...]


class Told(Expression):
    """Stands in a query for the value at `place`, which is told when the query is asked."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Leave a parameter open."""
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class Kept:
    """A query with its SQL; `params` has a Told wherever something is told. It belongs to no connection."""

    found: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Return what is found once `values` are told."""
        found, compiler = self.found.all(), copy(self.compiler)
        compiler.connection = connections[found.db]
        adapted = compiler.connection.ops.adapt_unknown_value
        params = tuple(adapted(values[one.place]) if isinstance(one, Told) else one for one in self.params)
        # Two methods of these two objects are shadowed: Django has no place for a text that is kept.
        vars(compiler)["as_sql"] = lambda *_args, **_kwargs: (self.sql, params)
        vars(found.query)["get_compiler"] = lambda *_args, **_kwargs: compiler
        return list(found)


class Composed(Generic[P, Row]):
    """A function that returns a query; it is called once, and each call of this asks the query it returned.

    Positional arguments are told to the query as values, a model as its primary key; None is asked for in
    another way in SQL, and is refused. Keyword arguments shape the query: one is kept for each combination
    of them, so of these there may be few.
    """

    def __init__(self, compose: Callable[P, QuerySet[Any, Row]]) -> None:
        self._compose: Callable[..., QuerySet[Any, Row]] = compose
        told = [one for one in signature(compose).parameters.values() if one.kind is not one.KEYWORD_ONLY]
        self._told = tuple(Told(place) for place in range(len(told)))
        self._kept: dict[Shape, Kept] = {}
        update_wrapper(self, compose)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """Return the rows. Raises TypeError for None."""
        if None in args:
            message = "None cannot be told to a query"
            raise TypeError(message)
        shape = tuple(kwargs.items())
        kept = self._kept.get(shape) or self._keep(shape)
        return kept.rows([one.pk if isinstance(one, Model) else one for one in args])

    def _keep(self, shape: Shape) -> Kept:
        found = self._compose(*self._told, **dict(shape))
        compiler = found.query.get_compiler(found.db)
        sql, params = compiler.as_sql()
        kept = self._kept[shape] = Kept(found, compiler, sql, tuple(params))
        del compiler.connection
        return kept
