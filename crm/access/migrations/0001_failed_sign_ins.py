"""Failed attempts to sign in are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                ("name", models.CharField(max_length=150, primary_key=True, serialize=False, verbose_name="User name")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="Failures")),
                ("last", models.DateTimeField(verbose_name="Last attempt")),
                ("until", models.DateTimeField(null=True, verbose_name="Waits until")),
            ],
            options={
                "verbose_name": "failed sign-in",
                "verbose_name_plural": "failed sign-ins",
                "default_permissions": (),
            },
        ),
    ]
