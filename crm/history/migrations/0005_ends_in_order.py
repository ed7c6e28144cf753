"""The last changes of what ties or makes up a record are read from the end of an index."""

from django.db import migrations, models

ENDS = ("one_end", "other_end")


def _index(end, *more):
    condition = models.Q(**{f"{end}__isnull": False})
    return models.Index(fields=(end, *more), condition=condition, name=f"change_of_{end}")


class Migration(migrations.Migration):
    dependencies = [("history", "0004_parts_in_history")]

    operations = [
        *(migrations.RemoveIndex("change", f"change_of_{end}") for end in ENDS),
        *(migrations.AddIndex("change", _index(end, "-id")) for end in ENDS),
    ]
