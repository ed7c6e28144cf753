"""Anna may everything, Bo may look, Cleo may nothing; each with a browser."""

from __future__ import annotations

from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.test import Client

from setup.models import AssistedSetup, MarketingSetup
from tests.factories.partners import Firm, firm

PASSWORD = "secret"


@cache
def hashed() -> str:
    """What is stored for ``PASSWORD``. Hashing is slow on purpose, so all members of a run share one hash."""
    return make_password(PASSWORD)


def member(name: str, *roles: str) -> User:
    """A user with these roles, who signs in with ``PASSWORD``."""
    user = User.objects.create(
        username=name.lower(), email=f"{name.lower()}@example.com", password=hashed(), first_name=name
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def browser(user: User) -> Client:
    """A browser in which ``user`` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def settle() -> None:
    """Home no longer shows Assisted Setup."""
    setup = AssistedSetup.current()
    setup.hidden = True
    setup.save()


@pytest.fixture
def anna(db: None) -> Client:
    """Anna is an administrator."""
    return browser(member("Anna", "Administrator"))


@pytest.fixture
def dario(db: None) -> Client:
    """Dario is an administrator too."""
    return browser(member("Dario", "Administrator"))


@pytest.fixture
def bo(db: None) -> Client:
    """Bo is a reader."""
    return browser(member("Bo", "Reader"))


@pytest.fixture
def cleo(db: None) -> Client:
    """Cleo has no role."""
    return browser(member("Cleo"))


@pytest.fixture
def nordlys(marketing: MarketingSetup) -> Firm:
    """A firm that is contact, customer, vendor and bank account."""
    return firm(name="Nordlys AS", city="Oslo", phone_no="+39 02 1234567")
