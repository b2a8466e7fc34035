"""Reads of the most visited pages, whose SQL is put together once instead of at every request.

Django writes the SQL of a queryset anew each time, which costs several times what the database
needs to answer it. A `Prepared` read is an ordinary queryset, built once in each language with
`Given` in the places of its values; each asking brings the values and runs the same statement.
Nothing of an answer is kept: row security, the actor and the transaction are those of the request.
"""

import copy
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet, Value
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import get_language

from .actor import Actor

M = TypeVar("M", bound=Model)


class Given(Value):
    """The place of a value that each asking brings, under its name: `filter(referral=Given("id"))`.

    What is brought goes to the database as it is: a UUID, a number, a text, an aware datetime; a
    tuple that is not empty for `__in`. Never None, for which SQL has words of its own.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Prepared(Generic[M]):
    """A read by its values: `Prepared(lambda: Trainer.objects.filter(training=Given("training")))`,
    then `.rows(training=pk)`. `build` gives a queryset of models, without prefetch; it is asked
    once in each language, since translated fields are columns, and may look at nothing else."""

    def __init__(self, build: "Callable[..., QuerySet[M, Any]]") -> None:
        self._build = build
        self._kept: dict[Hashable, _Compiled | None] = {}

    def rows(self, **values: Any) -> list[M]:
        """The rows for these values, in the queryset's order. Raises KeyError for a value that is
        missing, ValueError for None and for an empty tuple."""
        return self._run((), values)

    def first(self, **values: Any) -> M | None:
        """The first row, or None; for a queryset that ends after one, or has one at most."""
        return next(iter(self.rows(**values)), None)

    def tuples(self, **values: Any) -> list[tuple[Any, ...]]:
        """As `rows`, for a queryset of `values_list` of a model without translated fields, whose
        manager would bring the columns in another order."""
        kept = self._for((), values)
        return list(_Asked(kept, values).tuples()) if kept else []

    def get(self, **values: Any) -> M:
        """The one row. Raises the model's DoesNotExist."""
        found = self.first(**values)
        if found is None:
            raise self._build().model.DoesNotExist  # type: ignore[attr-defined]
        return found

    def _run(self, shape: tuple[Any, ...], values: Mapping[str, Any]) -> list[M]:
        kept = self._for(shape, values)
        if kept is None:
            return []
        return list(ModelIterable(_Asked(kept, values)))  # type: ignore[arg-type]

    def _for(self, shape: tuple[Any, ...], values: Mapping[str, Any]) -> "_Compiled | None":
        if None in values.values() or () in values.values():
            raise ValueError("None and an empty tuple are no values of a prepared read")
        key = (get_language(), *shape)
        if key not in self._kept:
            self._kept[key] = _compiled(self._build(*map(_argument, shape)))
        return self._kept[key]


class PreparedFor(Prepared[M]):
    """A read of what one reader may see: `build` is given an Actor of whom it may look at the
    role, and at whether there is a country; the rest of it are places, as `Given` is. What else
    decides how the read is put together follows in `shape`: a few flags, never a value."""

    def rows_for(self, actor: Actor, *shape: Hashable, **values: Any) -> list[M]:
        """As `rows`, for this reader."""
        own = {"_user": actor.user_id, "_organisation": actor.organisation_id}
        reader = _Shape(actor.role, bool(actor.country))
        return self._run((reader, *shape), {**own, "_country": actor.country, **values})


@dataclass(frozen=True)
class _Shape:
    role: str
    has_country: bool


def _argument(shape: Hashable) -> Hashable:
    """What `build` is given: an actor for a reader, flags as they are."""
    if not isinstance(shape, _Shape):
        return shape
    return Actor(
        cast("int", Given("_user")),
        cast("int", Given("_organisation")),
        shape.role,
        cast("str", Given("_country")) if shape.has_country else "",
    )


@dataclass(frozen=True)
class _Compiled:
    model: type[Model]
    using: str
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


def _compiled(queryset: "QuerySet[Any]") -> _Compiled | None:
    """None for a queryset that can find nothing."""
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    if any(isinstance(one, date) for one in params):  # a datetime is one, too
        raise ValueError("a day in the queryset would stay that of its first asking: give it")
    return _Compiled(queryset.model, queryset.db, compiler, sql, tuple(params))


class _Asked:
    """What Django's ModelIterable asks of a queryset and of its query, both in one."""

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, kept: _Compiled, values: Mapping[str, Any]) -> None:
        self.model, self.db, self.query = kept.model, kept.using, self
        bound = tuple(values[one.name] if isinstance(one, Given) else one for one in kept.params)
        self._ready = copy.copy(kept.compiler)
        self._ready.connection = connections[kept.using]  # each thread has its own
        self._ready.as_sql = lambda *_args, **_named: (kept.sql, bound)  # type: ignore[method-assign]

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._ready

    def tuples(self) -> Iterator[tuple[Any, ...]]:
        return map(tuple, self._ready.results_iter())
