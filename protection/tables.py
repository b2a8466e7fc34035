"""New tables as one migration operation.

Django renders every model anew after each operation. With two hundred of them, tables made one by
one took three quarters of a first start.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class NewTables(Operation):
    """Models that are made together, and what is added to no others: each is made as it will be.

    Not reversible: what makes the first tables of an app is undone by deleting the database.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How a migration file writes it."""
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All models at once; they are rendered when the first table is made."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each operation, as of the state in which all are done."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """A line for `migrate --plan` and `sqlmigrate`."""
        return "; ".join(operation.describe() for operation in self.operations)
