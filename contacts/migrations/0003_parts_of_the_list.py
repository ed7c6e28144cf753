"""Companies, people and contacts without a relation are in order on SQLite too, where the index by type was missing."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", "0002_lists_of_views")]

    operations: ClassVar = [
        migrations.RunSQL('DROP INDEX IF EXISTS "contacts_contact_type_in_order"', migrations.RunSQL.noop),
        migrations.AddIndex(
            "contact",
            models.Index(
                fields=["sort_name", "id", "type"], condition=models.Q(type="company"), name="contact_companies"
            ),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(fields=["sort_name", "id", "type"], condition=models.Q(type="person"), name="contact_people"),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(
                fields=["sort_name", "id", "business_relation"],
                condition=models.Q(business_relation="none"),
                name="contact_not_linked",
            ),
        ),
    ]
