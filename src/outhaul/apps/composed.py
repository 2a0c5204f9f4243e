"""Queries that are composed once: Django else writes the same SQL anew each time it asks.

Writing a query takes several times as long as finding a few rows by it, and the frame of every page asks
the same ones.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import update_wrapper
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

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Leave a parameter open."""
        return "%s", (self,)


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
        params = self._told(values, compiler.connection)
        # Two methods of these two objects are shadowed: Django has no place for a text that is kept.
        vars(compiler)["as_sql"] = lambda *_args, **_kwargs: (self.sql, params)
        vars(found.query)["get_compiler"] = lambda *_args, **_kwargs: compiler
        return list(found)

    def count(self, values: Sequence[Any]) -> int:
        """Return how many rows would be found."""
        connection = connections[self.found.db]
        with connection.cursor() as cursor:
            told = self._told(values, connection)
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) AS found", told)  # noqa: S608 -- Django's own SQL
            return int(cursor.fetchone()[0])

    def _told(self, values: Sequence[Any], connection: BaseDatabaseWrapper) -> tuple[Any, ...]:
        adapted = connection.ops.adapt_unknown_value
        return tuple(adapted(values[one.place]) if isinstance(one, Told) else one for one in self.params)


class Composed(Generic[P, Row]):
    """A function that returns a query; it is called once, and each call of this asks the query it returned.

    Positional arguments are told to the query as values, a model as its primary key; None is asked for in
    another way in SQL, and is refused. Keyword arguments shape the query, as does how much is told: one is
    kept for each combination of them, so of these there may be few.
    """

    def __init__(self, compose: Callable[P, QuerySet[Any, Row]]) -> None:
        self._compose: Callable[..., QuerySet[Any, Row]] = compose
        self._kept: dict[tuple[int, Shape], Kept] = {}
        update_wrapper(self, compose)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """Return the rows. Raises TypeError for None."""
        kept, values = self._asked(args, kwargs)
        return kept.rows(values)

    def count(self, *args: P.args, **kwargs: P.kwargs) -> int:
        """Return how many rows there are, without fetching them. Raises TypeError for None."""
        kept, values = self._asked(args, kwargs)
        return kept.count(values)

    def _asked(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Kept, list[Any]]:
        if None in args:
            message = "None cannot be told to a query"
            raise TypeError(message)
        shape = tuple(kwargs.items())
        kept = self._kept.get((len(args), shape)) or self._keep(len(args), shape)
        return kept, [one.pk if isinstance(one, Model) else one for one in args]

    def _keep(self, told: int, shape: Shape) -> Kept:
        found = self._compose(*map(Told, range(told)), **dict(shape))
        compiler = found.query.get_compiler(found.db)
        sql, params = compiler.as_sql()
        # All connections turn what the database gives into values alike, so this is asked for once, too.
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        vars(compiler)["get_converters"] = lambda _columns: converters
        kept = self._kept[told, shape] = Kept(found, compiler, sql, tuple(params))
        del compiler.connection
        return kept
