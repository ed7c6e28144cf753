"""Anna administers, Bo may look, Cleo works in the browser only; and forms as a browser sends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.forms import BoundField, FileField
from django.test import Client
from django.urls import reverse

from setup.models import MarketingSetup
from tests.factories.partners import Firm, firm

Sent = dict[str, Any]


def staff(name: str, *roles: str, **values: Any) -> Client:
    """A browser in which a user with these roles is signed in."""
    user = User.objects.create_user(name, password=None, is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def anna(db: None) -> Client:
    """Anna may do everything."""
    return staff("anna", is_superuser=True)


@pytest.fixture
def bo(db: None) -> Client:
    """Bo may look at everything, bank details excepted."""
    return staff("bo", "Reader")


@pytest.fixture
def nordlys(marketing: MarketingSetup) -> Firm:
    """A company that is customer, vendor and bank account."""
    return firm(name="Nordlys AS", city="Oslo")


def page(name: str, record: Any, verb: str = "change") -> str:
    """The address of a page about a record: ``page("partners_customer", customer)``."""
    return reverse(f"admin:{name}_{verb}", args=(record.pk,))


def sent_by(response: Any, **values: Any) -> Sent:
    """What a browser sends from the form of a page, with ``values`` typed over it. ``None`` is left out."""
    shown = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [shown, *(part for formset in formsets for part in (formset.management_form, *formset.forms))]
    fields = [field for form in forms for field in form if not is_upload(field)]
    data = {field.html_name: field.value() for field in fields} | values
    ticked = {name: "on" if value is True else value for name, value in data.items()}
    sent = {name: value for name, value in ticked.items() if value is not None and value is not False}
    hidden = {field.html_initial_name: field.value() for field in fields if field.field.show_hidden_initial}
    return {name: "" if value is None else str(value) for name, value in hidden.items()} | sent


def is_upload(field: BoundField) -> bool:
    """A file that was uploaded before is not sent again."""
    return isinstance(field.field, FileField)


@pytest.fixture
def save() -> Callable[..., Any]:
    """Open a form, type over it, save, and come back with the page that follows."""

    def typed(client: Client, url: str, **values: Any) -> Any:
        opened = client.get(url)
        assert opened.status_code == 200, url
        return client.post(url, sent_by(opened, **values), follow=True)

    return typed


def errors_of(response: Any) -> dict[str, list[str]]:
    """What the form says is wrong; empty where it was saved."""
    form = response.context.get("adminform")
    return dict(form.form.errors) if form is not None and form.form.is_bound else {}


def said(response: Any) -> list[str]:
    """The messages on the page."""
    return [str(message) for message in response.context["messages"]]
