"""Saving in the admin goes through the house's own engine, numbering, checks and history."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from contacts.models import Contact
from crm.history.models import Change
from crm.kit.context import Cause, Door
from partners.models import Customer
from setup.models import MarketingSetup
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.admin.conftest import errors_of, page, said, sent_by
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import Firm
from tests.factories.setup import CountryFactory, series

Save = Callable[..., Any]

NEW_CONTACT = reverse("admin:contacts_contact_add")
NEW_CUSTOMER = reverse("admin:partners_customer_add")


def test_a_saved_customer_reaches_its_contact_and_other_partners(anna: Client, nordlys: Firm, save: Save) -> None:
    response = save(anna, page("partners_customer", nordlys.customer), name="Sydlys AS")

    assert {record.name for record in vars(nordlys.reload()).values()} == {"Sydlys AS"}
    assert any(nordlys.vendor.title in message for message in said(response))


def test_the_history_knows_the_door_the_actor_and_the_cause(anna: Client, nordlys: Firm, save: Save) -> None:
    save(anna, page("contacts_contact", nordlys.contact), city="Bergen")

    own = Change.objects.of(nordlys.contact).last()
    copied = Change.objects.of(nordlys.vendor).last()
    assert own is not None
    assert copied is not None
    assert (own.door, own.actor_name, own.cause) == (Door.ADMIN, "anna", Cause.TYPED)
    assert own.diff == {"city": ["Oslo", "Bergen"]}
    assert copied.cause == Cause.SYNCHRONIZED
    assert copied.change_set == own.change_set


def test_the_history_page_shows_cause_and_old_and_new(anna: Client, nordlys: Firm, save: Save) -> None:
    save(anna, page("contacts_contact", nordlys.contact), city="Bergen")

    text = anna.get(page("partners_vendor", nordlys.vendor, "history")).content.decode()

    assert f"Updated from Contact {nordlys.contact.no}" in text
    assert "City: Oslo → Bergen" in text
    assert "anna" in text


def test_a_new_contact_takes_the_next_number(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    save(anna, NEW_CONTACT, name="Rossi Spa")

    assert Contact.objects.get().no == "CT00001"


def test_a_new_customer_gets_its_contact(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    save(anna, NEW_CUSTOMER, name="Rossi Spa")

    assert Customer._base_manager.get().link.contact.name == "Rossi Spa"


def test_a_number_stands_once_it_is_given(anna: Client, nordlys: Firm, save: Save) -> None:
    url = page("contacts_contact", nordlys.contact)

    save(anna, url, no="OTHER")

    assert "no" not in anna.get(url).context["adminform"].form.fields
    assert nordlys.reload().contact.no != "OTHER"


def test_a_code_stands_once_it_is_given(anna: Client, save: Save) -> None:
    country = CountryFactory(code="IT")

    save(anna, page("setup_country", country), code="ES", description="Italy")

    country.refresh_from_db()
    assert (country.pk, country.description) == ("IT", "Italy")
    assert type(country).objects.count() == 1


def test_a_refused_save_shows_the_reason_at_its_field_and_keeps_what_was_typed(
    anna: Client, nordlys: Firm, save: Save
) -> None:
    changes = Change.objects.count()

    response = save(anna, page("partners_customer", nordlys.customer), contact_type="person", name="Sydlys AS")

    assert "The contact type follows contact" in errors_of(response)["contact_type"][0]
    assert response.context["adminform"].form["name"].value() == "Sydlys AS"
    assert nordlys.reload().customer.name == "Nordlys AS"
    assert Change.objects.count() == changes


def test_a_picture_sent_with_a_refused_save_is_not_called_broken(
    anna: Client, nordlys: Firm, save: Save, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (1, 1)).save(picture, "PNG")
    logo = SimpleUploadedFile("logo.png", picture.getvalue(), "image/png")

    response = save(anna, page("partners_customer", nordlys.customer), contact_type="person", image=logo)

    assert set(errors_of(response)) == {"contact_type"}
    assert nordlys.reload().customer.image == ""


def test_an_exhausted_series_is_named_and_nothing_is_saved(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    marketing.contact_nos = series("SHORT", "S1", "S1")
    marketing.save()
    save(anna, NEW_CONTACT, name="First")

    response = save(anna, NEW_CONTACT, name="Second")

    assert "Number series SHORT has no numbers left" in errors_of(response)["no"][0]
    assert Contact.objects.count() == 1


def test_a_new_partner_refused_after_its_insert_stays_a_new_one(
    anna: Client, marketing: MarketingSetup, save: Save
) -> None:
    marketing.contact_nos, marketing.customer_nos = series("SHORT", "S1", "S1"), None
    marketing.save()
    save(anna, NEW_CONTACT, name="First")

    response = save(anna, NEW_CUSTOMER, name="Second", no="K2")

    assert response.status_code == 200
    assert response.context["adminform"].form.instance._state.adding
    assert response.context["add"]
    assert "Number series SHORT has no numbers left" in str(errors_of(response))
    marketing.contact_nos = series("LONG", "L1", "L9")
    marketing.save()
    anna.post(NEW_CUSTOMER, sent_by(response))
    assert [(one.no, one.name) for one in Customer.objects.all()] == [("K2", "Second")]


def test_a_number_near_the_end_of_its_series_warns(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    line = marketing.contact_nos.lines.get()
    line.ending_no, line.warning_no = "CT00003", "CT00001"
    line.save()

    response = save(anna, NEW_CONTACT, name="Rossi Spa")

    assert any("is running out" in message for message in said(response))


def test_odd_input_is_an_error_of_its_field(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    response = save(anna, NEW_CONTACT, name="Rossi Spa", phone_no="ask Anna", email="a,b", home_page="x y")

    assert set(errors_of(response)) == {"phone_no", "email", "home_page"}
    assert not Contact.objects.exists()


def test_a_code_that_does_not_exist_is_named(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    response = save(anna, NEW_CONTACT, type="company", name="Nordlys AS", salesperson="XX")

    assert errors_of(response) == {"salesperson": ["There is no Salesperson XX."]}


def test_a_doubtful_vat_number_is_saved_with_a_click(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    italy = CountryFactory(code="IT")
    typed = {"name": "Rossi Spa", "country": italy.pk, "vat_registration_no": "00743110158"}

    asked = save(anna, NEW_CONTACT, **typed)

    assert "not valid for IT" in errors_of(asked)["vat_registration_no"][0]
    assert "Save anyway" in asked.content.decode()
    anna.post(NEW_CONTACT, sent_by(asked, confirm_doubtful=True))
    assert Contact.objects.get().vat_registration_no == "00743110158"


def test_odd_values_that_are_stored_do_not_stand_in_the_way(anna: Client, save: Save) -> None:
    contact = CompanyFactory(email="anna", vat_registration_no="1", country=CountryFactory(code="IT"))

    save(anna, page("contacts_contact", contact), city="Bergen")

    contact.refresh_from_db()
    assert (contact.city, contact.email) == ("Bergen", "anna")


def test_an_alternative_address_is_saved_with_its_contact(anna: Client, nordlys: Firm, save: Save) -> None:
    prefix = "alternative_addresses"
    added = {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-0-code": "HARBOUR", f"{prefix}-0-phone_no": "x"}

    response = save(anna, page("contacts_contact", nordlys.contact), **added)
    assert "A phone number cannot contain letters." in response.content.decode()

    save(anna, page("contacts_contact", nordlys.contact), **added | {f"{prefix}-0-phone_no": "+47 22 00 00 00"})
    address = nordlys.contact.alternative_addresses.get()
    assert address.phone_no == "+4722000000"
    assert Change.objects.of(address).get().door == Door.ADMIN
    assert anna.get(page("contacts_alternativeaddress", address)).status_code == 200


def test_a_series_form_left_open_does_not_turn_its_numbers_back(anna: Client, marketing: MarketingSetup) -> None:
    url = page("numbering_numberseries", marketing.contact_nos)
    opened = anna.get(url)
    Contact(name="Rossi Spa").save()

    anna.post(url, sent_by(opened, **{"description": "Contacts", "lines-0-ending_no": "CT90000"}))

    line = NumberSeriesLine._base_manager.get(series=marketing.contact_nos)
    assert (line.last_no_used, line.ending_no) == ("CT00001", "CT90000")
    assert NumberSeries._base_manager.get(pk="CT").description == "Contacts"


@pytest.mark.parametrize("of_series", [True, False])
def test_numbers_that_adapt_to_an_edited_one_are_written_and_told(
    anna: Client, marketing: MarketingSetup, save: Save, of_series: bool
) -> None:
    line = NumberSeriesLine._base_manager.get(series=marketing.contact_nos)
    starting, ending = line.starting_no, f"CT{'9' * 10}"

    if of_series:
        save(anna, page("numbering_numberseries", marketing.contact_nos), **{"lines-0-ending_no": ending})
    else:
        save(anna, page("numbering_numberseriesline", line), ending_no=ending)

    line.refresh_from_db()
    assert (line.starting_no, line.ending_no) == ("CT0000000001", ending)
    assert Change.objects.of(line).latest("pk").diff["starting_no"] == [starting, line.starting_no]


def test_what_comes_next_in_a_line_has_a_caption_in_every_language(anna: Client, marketing: MarketingSetup) -> None:
    line = NumberSeriesLine._base_manager.get(series=marketing.contact_nos)
    anna.cookies["django_language"] = "it"

    for url in (page("numbering_numberseries", marketing.contact_nos), page("numbering_numberseriesline", line)):
        assert "Prossimo nr." in anna.get(url).content.decode()


def test_the_list_of_marketing_setup_leads_to_the_one_row(anna: Client, marketing: MarketingSetup) -> None:
    response = anna.get(reverse("admin:setup_marketingsetup_changelist"))

    assert response["Location"] == page("setup_marketingsetup", marketing)


@pytest.mark.parametrize("verb", ["delete", "add"])
def test_marketing_setup_is_neither_doubled_nor_deleted(anna: Client, marketing: MarketingSetup, verb: str) -> None:
    url = NEW_SETUP if verb == "add" else page("setup_marketingsetup", marketing, verb)

    assert anna.post(url, {"post": "yes"}).status_code == 403
    assert MarketingSetup.objects.count() == 1


NEW_SETUP = reverse("admin:setup_marketingsetup_add")


def test_everything_that_a_new_customer_makes_is_named(anna: Client, marketing: MarketingSetup, save: Save) -> None:
    response = save(anna, NEW_CUSTOMER, name="Nordlys AS", contact_name="Mario Nuovi")

    company, person = Contact.objects.companies().get(), Contact.objects.people().get()
    [told] = [message for message in said(response) if "created too" in message]
    assert "2 records were created too." in told
    assert company.title in told
    assert person.title in told
    assert not any("updated too" in message for message in said(response))


def test_the_admin_names_what_a_deletion_changed(anna: Client, nordlys: Firm) -> None:
    response = anna.post(page("contacts_contact", nordlys.contact, "delete"), {"post": "yes"}, follow=True)

    [told] = [message for message in said(response) if "no longer linked" in message]
    assert all(partner.title in told for partner in (nordlys.customer, nordlys.vendor, nordlys.bank))


def test_the_history_page_tells_of_links(anna: Client, nordlys: Firm) -> None:
    text = anna.get(page("partners_vendor", nordlys.vendor, "history")).content.decode()

    assert f"Linked: Contact {nordlys.contact.title}" in text
