from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_duty_rota"),
    ]

    operations = [
        # What was asked stays as it was asked: a version is only ever added.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON contacts_questionversion, contacts_questionchoice "
            "FROM portal_app",
            "GRANT UPDATE, DELETE ON contacts_questionversion, contacts_questionchoice "
            "TO portal_app",
        ),
    ]
