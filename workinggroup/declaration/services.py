"""The only writer of the tasks' states and lines."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from protection.actor import require_actor
from protection.audit import record
from workinggroup.contributing import can_write_programme
from workinggroup.models import DeclarationTask
from workinggroup.stale import StaleError


def write_task(
    code: str, values: Mapping[str, Any], *, revision: int, now: datetime
) -> DeclarationTask:
    """Change a task's state and line, made on top of `revision`; its wording is the declaration's.

    Raises PermissionError, StaleError, DoesNotExist.
    """
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        task = DeclarationTask.objects.select_for_update().get(pk=code)
        if task.revision != revision:
            raise StaleError
        for name, value in values.items():
            setattr(task, name, value)
        task.revision += 1
        task.changed_by, task.changed_at = actor.user_id, now
        task.save()
        record(
            "task_changed",
            subject="declaration_task",
            subject_id=code,
            detail={"state": task.state, "revision": str(task.revision)},
        )
    return task
