"""Linking many pairs at once, against one INSERT .. SELECT with its history (goal 4)."""

from __future__ import annotations

from django.db import connection

from contacts.links.bulk_joining import Pair
from contacts.links.bulk_linking import link_many
from contacts.links.kinds import kind_named
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from partners.models import Vendor
from tests.benchmarks import data
from tests.benchmarks.measure import Contender, head, interleave, throughput

MOST = 20_000
HISTORY = "at, change_set, actor_name, door, cause, origin, action, model, object_id, title, diff"


def run(size: int) -> None:
    """Print the table."""
    head("bulk link of pairs that share a VAT number")
    pairs = _pairs()
    floor = Contender("insert", lambda _: _floor(), _unlink)
    ours = Contender("link_many", lambda _: list(link_many(kind_named("vendor"), pairs)), _unlink)
    interleave([floor, ours], 3 if size < 1_000_000 else 1)
    throughput("4", f"{len(pairs)} pairs", len(pairs), floor, ours, must=0.3, aim=0.9)


def _pairs() -> list[Pair]:
    rows = ContactBusinessRelation.objects.filter(vendor__isnull=False).order_by("contact_id")
    return [Pair(contact, vendor) for contact, vendor in rows.values_list("contact_id", "vendor_id")[:MOST]]


def _unlink() -> None:
    data.execute(
        f"DELETE FROM links_contactbusinessrelation WHERE vendor_id IN "
        f"(SELECT id FROM partners_vendor ORDER BY id LIMIT {MOST})"
    )
    data.execute("VACUUM ANALYZE links_contactbusinessrelation")


def _floor() -> None:
    names, values, params = data.columns_of(
        ContactBusinessRelation, {"contact": "c.id", "vendor": "v.id", "business_relation": "'VEND'"}
    )
    contacts, vendors = Contact._meta.db_table, Vendor._meta.db_table
    made = (
        f"INSERT INTO links_contactbusinessrelation ({names}) SELECT {values} FROM {vendors} v "
        f"JOIN {contacts} c USING (vat_registration_no) ON CONFLICT DO NOTHING RETURNING id, contact_id, vendor_id"
    )
    noted = (
        "SELECT now(), gen_random_uuid(), '', 'shell', 'linked', '', 'create', "
        "'links.contactbusinessrelation', id::text, "
        "'CT1 Company 1 · VEND', jsonb_build_object('contact', jsonb_build_array(NULL, contact_id), "
        "'vendor', jsonb_build_array(NULL, vendor_id), "
        "'business_relation', jsonb_build_array(NULL, 'VEND')) FROM made"
    )
    joined = "FROM made WHERE c.id = made.contact_id"
    summed = f"summed AS (UPDATE contacts_contact c SET business_relation = 'multiple' {joined})"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH made AS ({made}), {summed} INSERT INTO history_change ({HISTORY}) {noted}", params)
