"""The page of a contact offers what makes sense for its type (J9, J13)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.models import Contact
from contacts.screens import OF_PEOPLE
from crm.kit.addresses import card_url, page_url
from crm.kit.display import caption
from setup.models import MarketingSetup, OrganizationalLevel
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.links_screens.pages import Browser

pytestmark = pytest.mark.django_db

TYPED = sorted(OF_PEOPLE - {"company_name"})
"""Fields of people that can be typed."""


@pytest.fixture
def anna(admin_client: Client, marketing: MarketingSetup) -> Browser:
    """May do everything."""
    return Browser(admin_client)


@pytest.mark.parametrize("name", TYPED)
def test_fields_of_people_are_for_people_only(anna: Browser, name: str) -> None:
    """J9, J13: a company has no company, no parts of a name, no job and no parents."""
    company, person = (anna.get(page_url(Contact, "edit", made().pk)) for made in (CompanyFactory, PersonFactory))

    assert f'name="{name}"' in person.source
    assert f'name="{name}"' not in company.source


def test_a_company_s_card_shows_no_field_of_people(anna: Browser) -> None:
    """J9: the fields that a person shows are not there, not even as empty ones."""
    company, person = (anna.get(card_url(made(name="Nordlys"))) for made in (CompanyFactory, PersonFactory))
    captions = {caption(Contact, name) for name in ("job_title", "surname", "organizational_level", "minor")}

    # After the index of sections, whose last word is History, and before that section itself.
    sections = (page.text.partition("History")[2].partition("History")[0] for page in (company, person))

    assert [{one for one in captions if one in text} for text in sections] == [set(), captions]


def test_what_is_not_offered_is_not_taken(anna: Browser) -> None:
    """J13: an organizational level sent along with a company's form stays out."""
    OrganizationalLevel(code="CEO").save()
    nordlys, ada = CompanyFactory(name="Nordlys"), PersonFactory(name="Ada Rossi")

    for contact in (nordlys, ada):
        page = anna.get(page_url(Contact, "edit", contact.pk))
        anna.send(page, city="Oslo", organizational_level="CEO", job_title="Director", type=contact.type)

    found = Contact.objects.values_list("name", "city", "organizational_level", "job_title")
    assert set(found) == {("Nordlys", "Oslo", None, ""), ("Ada Rossi", "Oslo", "CEO", "Director")}


@pytest.mark.parametrize(
    ("kind", "typed", "made"), [("company", "", False), ("person", "", False), ("person", "Ada", True)]
)
def test_nobody_is_made_without_a_name(anna: Browser, kind: str, typed: str, made: bool) -> None:
    """J9: the name is mandatory; for a person a part of it will do."""
    page = anna.get(page_url(Contact, "new") + f"?type={kind}")

    anna.send(page, name="", type=kind, **({"first_name": typed} if kind == "person" else {}))

    assert Contact.objects.filter(name=typed).exists() is made
    assert Contact.objects.exists() is made
