"""Counts of savings: who had a form open when somebody else saved is told, and nothing is lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0003_tasks")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="revision",
            field=models.PositiveIntegerField(default=1, editable=False),
        )
        for name in ("contribution", "inquiryquestion", "programmeitem", "topicentry", "topicpage")
    ]
