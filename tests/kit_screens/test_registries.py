"""What rooms register with the kit: in order, inherited, and never twice."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.http import HttpRequest

from contacts.interactions.models import Attachment
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from contacts.screens import ContactScreens
from contacts.shared_fields import SharedBlock, block_columns
from crm.history.models import Change
from crm.kit import cards, navigation
from crm.kit.addresses import card_url, setting_url
from crm.kit.models import Record
from crm.kit.screens.registry import all_screens, paths, screens_of
from partners.models import BankAccount, Customer, Vendor
from partners.trade.models import Document, DocumentVersion
from setup.models.assisted import AssistedSetup


def _panel(title: str, order: int) -> cards.Panel:
    return cards.Panel(title, "x.html", _nothing, order=order)


def _nothing(record: object, request: HttpRequest) -> None:
    return None


def test_panels_of_a_base_class_stand_on_every_card_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_extras", {})
    cards.register_panel(Contact, _panel("second", 2))
    cards.register_panel(Record, _panel("last", 9))
    cards.register_panel(Contact, _panel("first", 1))

    assert [panel.title for panel in cards.panels_of(Contact)] == ["first", "second", "last"]
    assert [panel.title for panel in cards.panels_of(Customer)] == ["last"]


def test_nothing_is_registered_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all_screens()  # the addresses are built with all that is registered, before some of it is put aside
    monkeypatch.setattr(cards, "_extras", {})
    panel = _panel("one", 1)
    cards.register_panel(Contact, panel)

    with pytest.raises(ValueError, match="already"):
        cards.register_panel(Contact, panel)
    with pytest.raises(ValueError, match="screens already"):
        paths(ContactScreens())
    with pytest.raises(ValueError, match="navigation already"):
        navigation.register_entry(navigation.Entry("Settings", "Again", "settings"))


def test_records_without_screens_have_no_card() -> None:
    assert screens_of(Contact) in all_screens()
    assert card_url(Contact(pk=7)) == "/contacts/7/"
    assert card_url(Change(pk=7)) == ""


def test_every_record_has_screens_or_is_edited_with_one_that_has() -> None:
    with_screens = {screens.model for screens in all_screens()}
    inside = {inline.model for screens in all_screens() for inline in screens.inlines}
    records = {model for model in apps.get_models() if issubclass(model, Record)}

    elsewhere = {AssistedSetup, ContactBusinessRelation, Document, DocumentVersion, Attachment}
    assert records - with_screens - inside == elsewhere


def test_a_setting_leads_to_its_field() -> None:
    assert setting_url("contact_nos") == "/setup/marketing/1/edit/#id_contact_nos"
    assert setting_url("shoe_size") == ""


@pytest.mark.parametrize("model", [Contact, Customer, Vendor, BankAccount])
def test_every_shared_field_is_on_the_card(model: type[Record]) -> None:
    blocks = (one for one in model.__mro__ if SharedBlock in one.__bases__)
    shared = {name for block in blocks for name in block_columns(block)}

    assert shared <= set(screens_of(model).card.fields)


@pytest.mark.parametrize("model", [Contact, Customer, Vendor, BankAccount])
def test_every_field_that_can_be_edited_is_on_the_card_once(model: type[Record]) -> None:
    fields = screens_of(model).card.fields
    columns = {field.name for field in model._meta.concrete_fields if field.editable and not field.generated}

    assert len(fields) == len(set(fields))
    assert columns - {"id"} == columns & set(fields)
