"""Words of reference lists in other languages (P63): rows of their own, kept on the page of their list."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from crm.history.models import Change
from crm.history.undo import undo
from crm.kit.addresses import page_url
from crm.kit.context import gesture
from crm.kit.deletion import DeletionRefused
from setup.models import (
    Country,
    PaymentMethod,
    PaymentTerms,
    ShipmentMethod,
    Territory,
    Translation,
    UnitOfMeasure,
    VatBusinessPostingGroup,
    VatPostingSetup,
    VatProductPostingGroup,
)
from setup.words import words_in
from tests.conftest import Statements
from tests.factories.setup import LanguageFactory
from tests.screens.conftest import browser, member
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

LISTS = (Country, PaymentMethod, PaymentTerms, ShipmentMethod, UnitOfMeasure)


@pytest.fixture
def anna() -> Client:
    """An administrator, in the admin too."""
    user = member("Anna", "Administrator")
    user.is_staff = True
    user.save()
    return browser(user)


def rate() -> VatPostingSetup:
    """A rate with a clause."""
    business = VatBusinessPostingGroup.objects.create(code="EU")
    product = VatProductPostingGroup.objects.create(code="STANDARD")
    made = VatPostingSetup(business_group=business, product_group=product, identifier="EU", clause="Reverse charge")
    made.save()
    return made


def entry_of(model: Any) -> Any:
    """An entry of the list, called Something."""
    made = rate() if model is VatPostingSetup else model(code="X1", description="Something")
    made.save()
    return made


def translated(entry: Any, said: str, language: str = "IT") -> Any:
    """The stored translation of ``entry``."""
    kind: Any = Translation.of(type(entry))
    made = kind(entry=entry, language_id=language)
    setattr(made, kind.words, said)
    made.save()
    return made


@pytest.mark.parametrize("model", [*LISTS, VatPostingSetup])
def test_every_list_that_documents_print_is_translated_on_its_own_page(anna: Client, model: Any) -> None:
    """P63."""
    LanguageFactory(code="IT")
    kind: Any = Translation.of(model)
    entry = entry_of(model)
    url, row = page_url(model, "edit", entry.pk), f"{kind._meta.model_name}-0"

    typed = {f"{row}-language": "IT", f"{row}-{kind.words}": "Qualcosa"}
    anna.post(url, Page(anna.get(url)).with_typed(**typed))

    made = kind._default_manager.get()
    assert (made.entry_id, str(made)) == (entry.pk, "IT Qualcosa")
    assert "Qualcosa" in Page(anna.get(page_url(model, "card", entry.pk))).text
    assert Change.objects.of(made).get().diff[kind.words] == [None, "Qualcosa"]


@pytest.mark.parametrize("model", [*LISTS, VatPostingSetup])
def test_the_admin_shows_them_with_their_entry_and_by_themselves(model: Any) -> None:
    """P63."""
    LanguageFactory(code="IT")
    entry = entry_of(model)
    made = translated(entry, "Qualcosa")
    root = member("Root")
    root.is_superuser = root.is_staff = True
    root.save()
    admin = browser(root)

    of_entry = admin.get(reverse(f"admin:setup_{model._meta.model_name}_change", args=(entry.pk,)))
    by_itself = admin.get(reverse(f"admin:setup_{made._meta.model_name}_changelist"), {"q": "qualco"})

    assert "Qualcosa" in of_entry.content.decode() and "Qualcosa" in by_itself.content.decode()


def test_lists_that_no_document_prints_have_none() -> None:
    assert Translation.of(Territory) is None


def test_a_language_comes_once(anna: Client) -> None:
    """Bad input: a sentence, not a failure of the database."""
    LanguageFactory(code="IT")
    terms = entry_of(PaymentTerms)
    first = translated(terms, "A vista")

    with pytest.raises(ValidationError, match="There is a translation into this language already"):
        type(first)(entry=terms, language_id="IT", description="Subito").full_clean()

    url, row = page_url(PaymentTerms, "edit", "X1"), "paymenttermstranslation-1"
    typed = {f"{row}-language": "IT", f"{row}-description": "Subito"}
    page = Page(anna.post(url, Page(anna.get(url)).with_typed(**typed)))
    assert page.status == 200 and "Traceback" not in page.text
    assert type(first).objects.get() == first


def test_they_go_with_their_entry_and_come_back_with_it() -> None:
    """D4, H1, H2."""
    LanguageFactory(code="IT")
    terms = entry_of(PaymentTerms)
    made = translated(terms, "A vista")

    with gesture() as opened:
        terms.delete()
    assert not type(made).objects.exists()
    undo(opened.change_set)

    assert (PaymentTerms.objects.get().description, type(made).objects.get().description) == ("Something", "A vista")


def test_a_language_with_translations_stays() -> None:
    """D6."""
    italian = LanguageFactory(code="IT")
    translated(entry_of(PaymentTerms), "A vista")

    with pytest.raises(DeletionRefused, match="Used once in “Payment Term"):
        italian.delete()


def test_any_number_of_lists_is_read_at_once(statements: Statements) -> None:
    """Where nobody translated an entry it is called as at home; nothing is asked where nothing is used."""
    LanguageFactory(code="IT")
    terms, box, own = entry_of(PaymentTerms), entry_of(UnitOfMeasure), rate()
    translated(terms, "A vista")
    translated(own, "Inversione contabile")

    with statements() as asked:
        found = words_in("IT", {PaymentTerms: {"X1"}, UnitOfMeasure: [box.pk, None], VatPostingSetup: {own.pk}})
        at_home = words_in(None, {Country: {None}, PaymentMethod: ()})

    assert found == {
        PaymentTerms: {"X1": "A vista"},
        UnitOfMeasure: {"X1": "Something"},
        VatPostingSetup: {own.pk: "Inversione contabile"},
    }
    assert at_home == {Country: {}, PaymentMethod: {}}
    assert len(asked) == 1, asked
