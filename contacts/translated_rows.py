"""Which rows of a model are translated at the workbench, and what follows from a translation.

The workbench finds every translated field by itself. An app whose rows are not all for an editor's
eyes, or whose texts are found by an index, says so here: it and the workbench do not import one
another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

Written = Callable[[Any], None]


@dataclass(frozen=True)
class OwnRows:
    """`rows` gives those to translate, None where the model has none; `written` is called with a
    row whose translation was saved, in that transaction."""

    rows: Callable[[], "QuerySet[Any]"] | None
    written: Written


_OWN: dict[str, OwnRows] = {}


def register_rows(
    model: type[Model],
    rows: Callable[[], "QuerySet[Any]"] | None,
    written: Written = lambda row: None,
) -> None:
    """Say of a model which rows are translated, and what follows."""
    _OWN[model._meta.label] = OwnRows(rows, written)


def own_rows(model: type[Model]) -> OwnRows | None:
    """What an app said of its model; None for all rows, and nothing that follows."""
    return _OWN.get(model._meta.label)
