"""Queries that are compiled once: for the few that every decision of every game asks.

Django builds the SQL of a query set anew each time, which takes ten times as long as SQLite needs
to answer. Here the SQL of a query set is kept, and only its arguments differ.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]

T = TypeVar("T")


class _Gap(Expression):
    """Stands in the query where an argument comes."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A placeholder; which one it is goes where its value will be."""
        del compiler, connection
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A query as one connection runs it."""

    connection: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]
    made: Callable[[Any], Any]


class Prepared(Generic[T]):
    """A query set with gaps, to be called with their values (numbers that fit, and texts).

    ``build`` gets one gap for each argument and says what it would say with values: a query set of
    whole rows (also with ``select_related``), or of ``values_list``. Nothing in it may depend on
    when it is called.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]], arguments: int = 1) -> None:
        self._build = build
        self._arguments = arguments
        # A connection belongs to a thread, and so does what was compiled with it.
        self._local = threading.local()

    def __call__(self, *values: int | str) -> list[T]:
        """The rows for these arguments; one query."""
        query = self._compiled()
        params = [values[each.place] if type(each) is _Gap else each for each in query.params]
        with query.connection.cursor() as cursor:
            cursor.execute(query.sql, params)
            rows = cursor.fetchall()
        if query.converters:
            rows = query.compiler.apply_converters(rows, query.converters)
        return [query.made(row) for row in rows]

    def first(self, *values: int | str) -> T | None:
        """The first of the rows, or None where there is none."""
        return next(iter(self(*values)), None)

    def _compiled(self) -> _Compiled:
        connection = connections[DEFAULT_DB_ALIAS]
        known: _Compiled | None = getattr(self._local, "compiled", None)
        if known is None or known.connection is not connection:
            known = self._local.compiled = self._compile(connection)
        return known

    def _compile(self, connection: Any) -> _Compiled:
        found = self._build(*(_Gap(place) for place in range(self._arguments)))
        compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return _Compiled(
            connection=connection,
            compiler=compiler,
            sql=sql,
            params=tuple(params),
            converters=compiler.get_converters([column for column, _, _ in compiler.select]),
            made=_rows_of(compiler) if found.query.default_cols else tuple,
        )


def _rows_of(compiler: Any) -> Callable[[Any], Any]:
    """What makes a model of a row, with the rows joined to it; as Django's own iteration does."""
    table, select = compiler.klass_info, compiler.select
    first, end = table["select_fields"][0], table["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[first:end]]
    joined = get_related_populators(table, select, DEFAULT_DB_ALIAS)

    def made(row: Any) -> Any:
        found = table["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:end])
        for each in joined:
            each.populate(row, found)
        return found

    return made
