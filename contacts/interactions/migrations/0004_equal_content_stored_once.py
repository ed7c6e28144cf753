from django.db import migrations
from django.db.models import Count, Min

SLICE = 500


def share(apps, schema_editor):
    """Attachments of equal content have one stored file: that of the oldest. What the others had stays on disk."""
    rows = apps.get_model("interactions", "Attachment").objects.using(schema_editor.connection.alias).order_by()
    apart = rows.values("checksum").annotate(first=Min("pk"), files=Count("file", distinct=True)).filter(files__gt=1)
    firsts = dict(apart.values_list("checksum", "first"))
    keys = sorted(firsts.values())
    for start in range(0, len(keys), SLICE):
        for checksum, file in rows.filter(pk__in=keys[start : start + SLICE]).values_list("checksum", "file"):
            rows.filter(checksum=checksum).update(file=file)


def keep(apps, schema_editor):
    """Nothing is to be done: every attachment has a file that holds its content."""


class Migration(migrations.Migration):
    dependencies = [
        ("interactions", "0003_comments_and_versions"),
    ]

    operations = [
        migrations.RunPython(share, keep, elidable=True),
    ]
