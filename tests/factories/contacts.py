"""Valid contacts with boring values; a test names what matters."""

from __future__ import annotations

from collections.abc import Callable

import factory

from contacts.models import Contact, ContactType


class _CompanyFactory(factory.django.DjangoModelFactory[Contact]):
    """A company with a number of its own, so that no series is needed."""

    class Meta:
        model = Contact

    no = factory.Sequence(lambda n: f"CO{n:05}")
    name = "Nordlys AS"
    type = ContactType.COMPANY


CompanyFactory: Callable[..., Contact] = _CompanyFactory.create


class _PersonFactory(factory.django.DjangoModelFactory[Contact]):
    """A person without company."""

    class Meta:
        model = Contact

    no = factory.Sequence(lambda n: f"PE{n:05}")
    name = "Ada Rossi"
    type = ContactType.PERSON


PersonFactory: Callable[..., Contact] = _PersonFactory.create
