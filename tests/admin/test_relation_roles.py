"""Who links, ends and pauses what in the admin: the same as on the pages of links (H4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from contacts.links.models import ContactBusinessRelation
from setup.models import MarketingSetup
from tests.admin.conftest import page, sent_by, staff
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, CustomerFactory, Firm, VendorFactory, alone
from tests.factories.setup import BusinessRelationFactory

Save = Callable[..., Any]

NEW = reverse("admin:links_contactbusinessrelation_add")
RELATIONS = reverse("admin:links_contactbusinessrelation_changelist")
FACTORIES = {"customer": CustomerFactory, "vendor": VendorFactory, "bank_account": BankAccountFactory}
MAY = {
    "Sales": {"customer"},
    "Purchasing": {"vendor"},
    "Banking": {"bank_account"},
    "Administrator": set(FACTORIES),
    "Reader": set[str](),
}
PAIRS = [(role, kind) for role in MAY for kind in FACTORIES]


def relation(nordlys: Firm, kind: str) -> ContactBusinessRelation:
    """The link of that kind."""
    return ContactBusinessRelation.objects.get(contact=nordlys.contact, **{f"{kind}__isnull": False})


def status(allowed: bool) -> int:
    """What the admin answers."""
    return 302 if allowed else 403


@pytest.mark.parametrize("role", [role for role in MAY if role != "Reader"])
def test_a_new_relation_offers_the_kinds_one_may_write(marketing: MarketingSetup, role: str) -> None:
    shown = staff("cleo", role).get(NEW).context["adminform"].form

    assert set(shown.fields) & set(FACTORIES) == MAY[role]


@pytest.mark.parametrize(("role", "kind"), PAIRS)
def test_a_partner_is_linked_by_who_may_write_it(marketing: MarketingSetup, role: str, kind: str) -> None:
    partner = alone(FACTORIES[kind])
    sent = {"contact": CompanyFactory().pk, kind: partner.pk, "master": "contact", "business_relation": ""}

    response = staff("cleo", role).post(NEW, sent)

    assert response.status_code == status(kind in MAY[role])
    assert ContactBusinessRelation.objects.exists() == (kind in MAY[role])


@pytest.mark.parametrize(("role", "kind"), PAIRS)
def test_a_link_is_paused_by_who_may_write_both(nordlys: Firm, role: str, kind: str) -> None:
    link = relation(nordlys, kind)

    sent = {"initial-paused": "False", "paused": "on"}
    response = staff("cleo", role).post(page("links_contactbusinessrelation", link), sent)

    link.refresh_from_db()
    assert (response.status_code, link.paused) == (status(kind in MAY[role]), kind in MAY[role])


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize(("role", "kind"), PAIRS)
def test_a_link_is_ended_by_who_may_write_both(nordlys: Firm, role: str, kind: str, many: bool) -> None:
    link, client = relation(nordlys, kind), staff("cleo", role)

    if many:
        client.post(
            RELATIONS,
            {"action": "delete_selected", "_selected_action": [link.pk], "post": "yes"},
        )
    else:
        client.post(page("links_contactbusinessrelation", link, "delete"), {"post": "yes"})

    assert ContactBusinessRelation.objects.filter(pk=link.pk).exists() == (kind not in MAY[role])


def test_all_chosen_links_stay_where_one_may_not_be_ended(nordlys: Firm) -> None:
    chosen = [relation(nordlys, "customer").pk, relation(nordlys, "vendor").pk]
    sent = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}

    response = staff("cleo", "Sales").post(RELATIONS, sent)

    assert response.status_code == 403
    assert ContactBusinessRelation.objects.filter(pk__in=chosen).count() == 2


def test_a_plain_relation_is_anybodys_who_writes_contacts(marketing: MarketingSetup) -> None:
    contact, lawyer, cleo = CompanyFactory(), BusinessRelationFactory(code="LAW"), staff("cleo", "Purchasing")

    cleo.post(NEW, sent_by(cleo.get(NEW), contact=contact.pk, business_relation=lawyer.pk))
    made = ContactBusinessRelation.objects.get()
    cleo.post(page("links_contactbusinessrelation", made, "delete"), {"post": "yes"})

    assert made.business_relation_id == "LAW"
    assert not ContactBusinessRelation.objects.exists()


def test_who_may_not_pause_a_link_looks_at_it(nordlys: Firm) -> None:
    cleo: Client = staff("cleo", "Sales")

    response = cleo.get(page("links_contactbusinessrelation", relation(nordlys, "vendor")))

    assert response.status_code == 200
    assert not response.context["has_change_permission"]
