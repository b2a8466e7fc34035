from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_releases"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="scope",
            field=models.CharField(blank=True, default="", max_length=2, verbose_name="country"),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="release", name="one_release_a_number"),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("period_from", "period_to", "scope", "audience", "number"),
                name="one_release_a_number",
            ),
        ),
    ]
