"""Queries that are asked with every request: spelled once by Django, planned once by PostgreSQL.

Django builds and spells a queryset anew each time, and PostgreSQL plans it anew: two thirds of what a verdict cost
(docs/performance.md). ::

    @prepared
    def held_by(reviewer: Param) -> QuerySet[Assignment]:
        return Assignment.objects.filter(reviewer=reviewer, status="active")

    held_by(reviewer=7)  # a list

The function is called once a thread, with places for the values. Whatever else it puts into the query stands there as
it is, so that PostgreSQL can answer from a partial index. Whether PostgreSQL keeps the plan says ``PREPARE_STATEMENTS``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import update_wrapper
from inspect import signature
from threading import local
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg import sql

Row = TypeVar("Row")


class Param(Expression):
    """The place of a value in a prepared query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def resolve_expression(self, *_: Any, **__: Any) -> "Param":
        return self  # refers to no column, so it is the same wherever it stands

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, Any]:
        return "%s", [self]


class Prepared(Generic[Row]):
    """A function that answers with the rows of its queryset."""

    __wrapped__: Callable[..., QuerySet[Any, Row]]

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._of_thread = local()
        update_wrapper(self, build)

    def __call__(self, **values: Any) -> list[Row]:
        if not hasattr(self._of_thread, "queryset"):
            self._compile()
        self._of_thread.compiler.values = values
        queryset = self._of_thread.queryset
        return list(queryset._iterable_class(queryset))

    def _compile(self) -> None:
        queryset: Any = self.__wrapped__(
            **{name: Param(name) for name in signature(self.__wrapped__).parameters}
        )
        if queryset._prefetch_related_lookups:
            raise TypeError("What is fetched afterwards cannot be prepared.")
        row_class = queryset._iterable_class  # to set a query forgets values_list()
        queryset.query = queryset.query.chain(klass=_CompiledQuery)
        queryset._iterable_class = row_class
        compiler = _Compiler(queryset.query, connections[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
        queryset.query.compiler_used = self._of_thread.compiler = compiler
        self._of_thread.queryset = queryset


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Makes a function that builds a queryset one that answers with its rows, see above."""
    return Prepared(build)


class _CompiledQuery(Query):
    compiler_used: "_Compiler"

    def get_compiler(self, *_: Any, **__: Any) -> "_Compiler":
        return self.compiler_used


class _Compiler(SQLCompiler):
    """Spells its query when it is made; reads its rows as any compiler does."""

    values: Mapping[str, Any]
    converters: Any = None
    is_composite: bool | None = None

    def __init__(self, *of: Any) -> None:
        super().__init__(*of)
        self.connection.ensure_connection()
        spelled, params = self.as_sql()
        rest = iter(params)
        #: In the order of their numbers in the statement.
        self.names: list[str] = []
        self.spelled = re.sub("%[%s]", lambda place: self._fill(place[0], rest), spelled)

    def _fill(self, place: str, params: Iterator[Any]) -> str:
        if place == "%%":
            return "%"
        param = next(params)
        if not isinstance(param, Param):
            return sql.quote(param, self.connection.connection)
        if param.name not in self.names:
            self.names.append(param.name)
        return f"${self.names.index(param.name) + 1}"

    def get_converters(self, expressions: Any) -> Any:
        """Of all columns, which stay the same."""
        if self.converters is None:
            self.converters = super().get_converters(expressions)
        return self.converters

    def has_composite_fields(self, expressions: Any) -> bool:
        """Of all columns, too."""
        if self.is_composite is None:
            self.is_composite = super().has_composite_fields(expressions)
        return self.is_composite

    def execute_sql(self, *_: Any, **__: Any) -> Any:
        if self.query.select_for_update and self.connection.get_autocommit():
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        return [fetch(self.spelled, [self.values[name] for name in self.names])]


def execute(statement: str, values: Sequence[Any] = ()) -> None:
    """Run a statement of our own, with $1 and $2 for the values, that answers with no rows."""
    _connection().planning_cursor().execute(statement, values)


def fetch(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows with which a statement of our own answers, spelled in the same way."""
    asked = _connection().planning_cursor()
    asked.execute(statement, values)
    rows: list[tuple[Any, ...]] = asked.fetchall()
    return rows


def _connection() -> Any:
    """``config.postgresql``'s."""
    return connections[DEFAULT_DB_ALIAS]
