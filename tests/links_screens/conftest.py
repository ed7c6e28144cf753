"""Three people at the browser: Anna may, Bo may look, Cleo sells but does not buy."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from crm.access.roles import establish
from tests.links_screens.pages import Browser


def _browser(name: str, *roles: str) -> Browser:
    user = User.objects.create_user(name)
    user.groups.set(Group.objects.filter(name__in=roles))
    client = Client()
    client.force_login(user)
    return Browser(client)


@pytest.fixture
def _roles(db: None) -> None:
    establish()


@pytest.fixture
def anna(_roles: None) -> Browser:
    """May do everything."""
    return _browser("anna", "Administrator")


@pytest.fixture
def bo(_roles: None) -> Browser:
    """May look at everything."""
    return _browser("bo", "Reader")


@pytest.fixture
def cleo(_roles: None) -> Browser:
    """May write contacts and customers."""
    return _browser("cleo", "Sales")
