"""Valid contacts with boring values; a test names what matters."""

from __future__ import annotations

import factory

from contacts.models import Contact, ContactType


class CompanyFactory(factory.django.DjangoModelFactory):
    """A company with a number of its own, so that no series is needed."""

    class Meta:
        model = Contact

    no = factory.Sequence(lambda n: f"CO{n:05}")
    name = "Nordlys AS"
    type = ContactType.COMPANY


class PersonFactory(factory.django.DjangoModelFactory):
    """A person without company."""

    class Meta:
        model = Contact

    no = factory.Sequence(lambda n: f"PE{n:05}")
    name = "Ada Rossi"
    type = ContactType.PERSON
