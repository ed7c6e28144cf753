"""The codes of links are for links: a plain relation takes another one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from contacts.links.models import ContactBusinessRelation
from crm.kit.refusal import Refused
from setup.models import MarketingSetup
from tests.factories.contacts import CompanyFactory
from tests.factories.setup import BusinessRelationFactory
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db


def test_a_code_of_links_is_not_offered(marketing: MarketingSetup, anna: Browser) -> None:
    BusinessRelationFactory(code="LAWYER")
    contact = CompanyFactory()

    page = anna.open("links-add-relation", contact.pk)

    assert 'value="LAWYER"' in page.source
    assert f'value="{marketing.customer_relation_id}"' not in page.source


def test_a_code_of_links_that_is_sent_all_the_same_is_refused(marketing: MarketingSetup, anna: Browser) -> None:
    page = anna.open("links-add-relation", CompanyFactory().pk)

    after = anna.send(page, code=str(marketing.customer_relation_id))

    assert f"The business relation {marketing.customer_relation_id} is for links." in after.text
    assert not ContactBusinessRelation.objects.exists()


def test_a_code_of_links_is_refused_at_the_model(marketing: MarketingSetup) -> None:
    relation = ContactBusinessRelation(contact=CompanyFactory(), business_relation=marketing.vendor_relation)

    with pytest.raises(Refused, match="is for links"):
        relation.save()


def test_a_plain_relation_that_stands_stays_when_its_code_becomes_one_of_links(marketing: MarketingSetup) -> None:
    code = BusinessRelationFactory(code="OLD")
    relation = ContactBusinessRelation(contact=CompanyFactory(), business_relation=code)
    relation.save()
    marketing.vendor_relation = code
    marketing.save()

    relation.save()

    assert ContactBusinessRelation.objects.get() == relation


def test_the_admin_neither_offers_nor_takes_a_code_of_links(marketing: MarketingSetup, admin_client: object) -> None:
    browser = Browser(admin_client)  # type: ignore[arg-type]  # a client of Django's
    url = reverse("admin:links_contactbusinessrelation_add")
    contact, code = CompanyFactory(), str(marketing.customer_relation_id)

    page = browser.get(url)
    after = browser.send(page, url, contact=str(contact.pk), business_relation=code, master="contact")

    assert f'<option value="{code}"' not in page.source
    assert f"The business relation {code} is for links." in after.text
    assert not ContactBusinessRelation.objects.exists()
