"""`manage.py rotate_keys`: wrap every data key again under the newest key-encryption key.

Those of the referrals, and those of small secrets in their envelopes (protection.pocket).

Add the new version to the environment of all processes first, then run this under the owner's
connection; when it has finished, the old version can be taken away. It works in batches and can be
stopped and run again at any time. Ciphertexts stay as they are.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from protection.actor import acting_as
from protection.audit import record
from protection.crypto import UnknownKey, WrappedKey, current_kek_version, unwrap, wrap
from protection.models import WrappedDataKey
from protection.pocket import Column, sealed_columns

BATCH = 500


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        newest = current_kek_version()
        for model in apps.get_models():
            if issubclass(model, WrappedDataKey):
                done = 0
                while batch := self._reading_keys(self._rotate_batch, model, newest):
                    done += batch
                    self.stdout.write(f"{model._meta.label}: {done} keys under version {newest}")
        for column in sealed_columns():
            changed = self._reading_keys(self._rotate_column, column)
            self.stdout.write(f"{column.model._meta.label}: {changed} rows under version {newest}")
        with acting_as(None, using="owner"):
            record("keys_rotated", subject="key", subject_id=newest, using="owner")
        self.stdout.write(f"All data keys are wrapped under version {newest}.")

    def _reading_keys(self, step: Callable[..., int], *args: Any) -> int:
        try:
            return step(*args)
        except UnknownKey as unknown:
            raise CommandError(
                f"{unknown} Nothing is lost: add that version to the key-encryption keys again, "
                "then run this once more."
            ) from None

    def _rotate_column(self, column: Column) -> int:
        """All rows of a column with envelopes, in batches by key; returns how many changed."""
        rows = column.model._base_manager.using("owner").order_by("pk")
        last, changed = None, 0
        while True:
            with transaction.atomic(using="owner"):
                following = rows.filter(pk__gt=last) if last is not None else rows
                batch = list(following.select_for_update(of=("self",))[:BATCH])
                if not batch:
                    return changed
                fresh = [row for row in batch if column.rotate(row)]
                column.model._base_manager.using("owner").bulk_update(fresh, [column.field])
            last, changed = batch[-1].pk, changed + len(fresh)

    def _rotate_batch(self, model: type[WrappedDataKey], newest: str) -> int:
        with transaction.atomic(using="owner"):
            rows = list(
                model._default_manager.using("owner")
                .select_for_update()  # waits: a key that is passed over would be forgotten
                .exclude(kek_version=newest)
                .order_by("pk")[:BATCH]
            )
            for row in rows:
                owner = row.owner()
                plain = unwrap(WrappedKey(bytes(row.wrapped), row.kek_version), owner)
                fresh = wrap(plain, owner)
                row.wrapped, row.kek_version = fresh.wrapped, fresh.kek_version
            model._default_manager.using("owner").bulk_update(rows, ["wrapped", "kek_version"])
        return len(rows)
