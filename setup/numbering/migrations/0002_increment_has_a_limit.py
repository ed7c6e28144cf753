import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    """Forms refuse steps that no series needs; nothing changes in the database."""

    dependencies = (("numbering", "0001_number_series"),)

    operations = (
        migrations.AlterField(
            model_name="numberseriesline",
            name="increment_by",
            field=models.PositiveIntegerField(
                default=1,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1000000),
                ],
                verbose_name="Increment-by No.",
            ),
        ),
    )
