"""Secrets of authenticator apps and recovery codes, stored as they were until now, are sealed."""

from django.db import migrations

from protection.pocket import open_from_text, seal_to_text

SECRETS = ("secret", "seed")


def _place(row):
    return {"table": "mfa_authenticator", "row": str(row.user_id), "field": "secret"}


def seal(apps, schema_editor):
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for row in rows.order_by("pk").iterator():
        for name in SECRETS:
            if name in row.data:
                row.data[name] = seal_to_text(row.data[name], **_place(row))
        row.save(update_fields=["data"])


def unseal(apps, schema_editor):
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for row in rows.order_by("pk").iterator():
        for name in SECRETS:
            if name in row.data:
                row.data[name] = open_from_text(row.data[name], **_place(row))
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_system_grants"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, unseal)]
