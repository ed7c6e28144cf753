"""The views that the list of contacts comes with show their first page at once, however many contacts there are."""

from typing import ClassVar

from django.db import migrations, models

from crm.kit.indexes import PartsInOrder


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", "0001_contacts")]

    operations: ClassVar = [
        migrations.AddIndex(
            "contact",
            models.Index(fields=["sort_name", "id"], condition=models.Q(privacy_blocked=True), name="contact_private"),
        ),
        PartsInOrder("contacts_contact", "type"),
        PartsInOrder("contacts_contact", "business_relation"),
    ]
