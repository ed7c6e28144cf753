"""Changes of parts that are in the history already are part of the history of what they belong to."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OWNERS = {
    "numbering.numberseriesrelationship": ("series", "numbering.numberseries"),
    "numbering.numberseriesline": ("series", "numbering.numberseries"),
    "setup.salutationformula": ("salutation", "setup.salutation"),
    "setup.countrytranslation": ("entry", "setup.country"),
    "setup.paymenttermstranslation": ("entry", "setup.paymentterms"),
    "setup.paymentmethodtranslation": ("entry", "setup.paymentmethod"),
    "setup.shipmentmethodtranslation": ("entry", "setup.shipmentmethod"),
    "setup.unitofmeasuretranslation": ("entry", "setup.unitofmeasure"),
    "setup.vatclausetranslation": ("entry", "setup.vatpostingsetup"),
    "contacts.alternativeaddress": ("contact", "contacts.contact"),
    "contacts.alternativeaddressdaterange": ("address", "contacts.alternativeaddress"),
    "interactions.interactioncomment": ("interaction", "interactions.interaction"),
    "mail.messagefile": ("message", "mail.message"),
    "trade.itemtranslation": ("item", "trade.item"),
    "trade.serviceitemline": ("document", "trade.document"),
    "trade.documentcomment": ("document", "trade.document"),
    "trade.documentline": ("document", "trade.document"),
    "trade.documentversion": ("document", "trade.document"),
}
BATCH = 1000


def name_the_owners(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every change of a part names what it belongs to, as far as that and other changes of it say. In batches."""
    changes = apps.get_model("history", "Change")._base_manager
    for label, (column, owner) in OWNERS.items():
        rows = changes.filter(model=label)
        owners: dict[str, str] = {}
        for object_id, diff in rows.filter(action__in=("create", "delete")).values_list("object_id", "diff").iterator():
            keys = [key for key in diff.get(column, ()) if key is not None]
            if keys:
                owners[object_id] = f"{owner} {keys[0]}"
        named = []
        for change in rows.order_by("pk").iterator():
            change.one_end = owners.get(change.object_id)
            named.append(change)
            if len(named) == BATCH:
                changes.bulk_update(named, ["one_end"])
                named.clear()
        changes.bulk_update(named, ["one_end"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("history", "0003_undoes")]

    operations = [migrations.RunPython(name_the_owners, migrations.RunPython.noop)]
