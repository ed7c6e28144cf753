"""A link keeps the differences that somebody accepted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("links", "0002_ends_in_history")]

    operations = [
        migrations.AddField(
            model_name="contactbusinessrelation",
            name="accepted",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="Accepted Differences"),
        ),
    ]
