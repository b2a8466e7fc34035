"""`manage.py rotate_keys`: wrap every data key again under the newest key-encryption key.

Add the new version to the environment of all processes first, then run this under the owner's
connection; when it has finished, the old version can be taken away. It works in batches and can be
stopped and run again at any time. Ciphertexts stay as they are.
"""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from protection.actor import acting_as
from protection.audit import record
from protection.crypto import UnknownKey, WrappedKey, current_kek_version, unwrap, wrap
from protection.models import WrappedDataKey

BATCH = 500


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        newest = current_kek_version()
        for model in apps.get_models():
            if issubclass(model, WrappedDataKey):
                done = 0
                while batch := self._rotate(model, newest):
                    done += batch
                    self.stdout.write(f"{model._meta.label}: {done} keys under version {newest}")
        with acting_as(None, using="owner"):
            record("keys_rotated", subject="key", subject_id=newest, using="owner")
        self.stdout.write(f"All data keys are wrapped under version {newest}.")

    def _rotate(self, model: type[WrappedDataKey], newest: str) -> int:
        try:
            return self._rotate_batch(model, newest)
        except UnknownKey as unknown:
            raise CommandError(
                f"{unknown} Nothing is lost: add that version to the key-encryption keys again, "
                "then run this once more."
            ) from None

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
