"""In Italian and Spanish a list is Italian and Spanish all round."""

from __future__ import annotations

import pytest
from django.test import Client

from crm.start.translations import catalogues, compile_stale
from tests.screens.pages import Page

NAVIGATION = {
    "it": ("Pagina iniziale", "Contatti", "Clienti", "Fornitori", "Conti correnti bancari", "Impostazioni"),
    "es": ("Inicio", "Contactos", "Clientes", "Proveedores", "Cuentas bancarias", "Configuración"),
}
ENGLISH = (
    "Home",
    "Contacts",
    "Customers",
    "Vendors",
    "Bank Accounts",
    "Settings",
    "Search",
    "New",
    "Sign Out",
    "Filter",
)


@pytest.fixture(autouse=True)
def compiled() -> None:
    """Catalogues as staff read them, also when pytest was started without `manage.py test`."""
    compile_stale(catalogues())


@pytest.mark.parametrize("language", sorted(NAVIGATION))
def test_a_list_speaks_the_language_of_its_reader(anna: Client, language: str) -> None:
    anna.cookies["django_language"] = language

    page = Page(anna.get("/contacts/"))

    words = {text.strip() for text in page.texts}
    assert f'<html lang="{language}"' in page.html
    assert words >= set(NAVIGATION[language])
    assert words.isdisjoint(ENGLISH)
