from django.db import migrations, models
from django.db.models import Exists, OuterRef

UNSENT = {"failed": "not_sent", "uncertain": "uncertain"}


def say_so(apps, schema_editor):
    """Versions of e-mails that were not sent, or maybe, say that instead of waiting for ever."""
    version, message = apps.get_model("trade", "DocumentVersion"), apps.get_model("mail", "Message")
    waiting = version.objects.using(schema_editor.connection.alias).filter(reason="outgoing")
    for state, reason in UNSENT.items():
        own = message.objects.filter(version=OuterRef("pk"), state=state)
        waiting.filter(Exists(own)).update(reason=reason)


def wait_again(apps, schema_editor):
    """They are to be sent, as before."""
    version = apps.get_model("trade", "DocumentVersion")
    rows = version.objects.using(schema_editor.connection.alias)
    rows.filter(reason__in=UNSENT.values()).update(reason="outgoing")


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0005_comments"),
        ("mail", "0001_mail"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documentversion",
            name="reason",
            field=models.CharField(
                choices=[
                    ("printed", "Printed"),
                    ("outgoing", "To be sent"),
                    ("sent", "Sent"),
                    ("not_sent", "Not sent"),
                    ("uncertain", "Uncertain: maybe sent"),
                    ("kept", "Kept by hand"),
                ],
                editable=False,
                max_length=10,
                verbose_name="Reason",
            ),
        ),
        migrations.RunPython(say_so, wait_again, elidable=True),
    ]
