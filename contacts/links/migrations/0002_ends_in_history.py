"""Changes of links that are in the history already are part of the history of both sides."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LINK = "links.contactbusinessrelation"
SIDES = {
    "contact": "contacts.contact",
    "customer": "partners.customer",
    "vendor": "partners.vendor",
    "bank_account": "partners.bankaccount",
}
BATCH = 1000


def name_the_sides(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every change of a link names its sides, as far as that and earlier changes of it say. In batches."""
    changes = apps.get_model("history", "Change")._base_manager
    sides: dict[str, dict[str, str]] = {}
    named = []
    for change in changes.filter(model=LINK).order_by("pk").iterator():
        known = sides.setdefault(change.object_id, {})
        for name, label in SIDES.items():
            keys = [key for key in change.diff.get(name, ()) if key is not None]
            if keys:
                known["one_end" if name == "contact" else "other_end"] = f"{label} {keys[0]}"
        change.one_end, change.other_end = known.get("one_end"), known.get("other_end")
        named.append(change)
        if len(named) == BATCH:
            changes.bulk_update(named, ["one_end", "other_end"])
            named.clear()
    changes.bulk_update(named, ["one_end", "other_end"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("links", "0001_links"), ("history", "0002_ends_of_ties")]

    operations = [migrations.RunPython(name_the_sides, migrations.RunPython.noop)]
