"""Random sequences of everything staff can do, from both sides: what must hold afterwards always holds."""

from __future__ import annotations

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant

from contacts.links.drift import find_drift
from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact, ContactType
from contacts.rules import join_name
from tests.history.replay import replayed
from tests.links.linked_office import LinkedOffice


class Days(LinkedOffice):
    """Days at the office, each in a transaction that is taken back; after every gesture the promises are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        """Nothing stays."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @invariant()
    def drift_is_reported(self) -> None:
        """S4: exactly what differs although a way is open for it, in every linked pair, paused ones too."""
        reported = {(one.relation, each.shared.contact) for one in find_drift() for each in one.differences}

        assert reported == {(key, name) for key, pair in self.picture.pairs.items() for name in pair.drift}

    @invariant()
    def nothing_dangles_and_nothing_is_double(self) -> None:
        """No second link of a kind, no number twice, every summary right."""
        for kind in all_kinds():
            rows = ContactBusinessRelation.objects.exclude(**{f"{kind.name}__isnull": True})
            hubs = list(rows.values_list("contact", flat=True))
            assert len(hubs) == len(set(hubs))
            numbers = list(kind.model._base_manager.values_list("no", flat=True))
            assert len(numbers) == len(set(numbers)) and "" not in numbers
        for contact in Contact.objects.all():
            assert contact.business_relation == _summary(contact), contact

    @invariant()
    def types_agree(self) -> None:
        """J2, J6, J13: people belong to companies, and a company has no parts of a name."""
        companies = Contact.objects.filter(type=ContactType.COMPANY)
        assert not Contact.objects.filter(company__type=ContactType.PERSON).exists()
        assert not companies.exclude(first_name="", middle_name="", surname="", job_title="").exists()
        assert not companies.filter(company__isnull=False).exists()

    @invariant()
    def people_are_called_by_their_parts(self) -> None:
        """J2, J3: and nobody loses the name."""
        for person in Contact.objects.filter(type=ContactType.PERSON):
            parts = (person.first_name, person.middle_name, person.surname)
            assert join_name(*parts).split() == person.name.split(), person

    @invariant()
    def history_replays(self) -> None:
        """To the present state."""
        assert replayed() == {}


def _summary(contact: Contact) -> str:
    owners = [contact.pk, contact.company_id]
    rows = list(ContactBusinessRelation.objects.filter(contact__in=[pk for pk in owners if pk]))
    if len(rows) != 1:
        return "multiple" if rows else "none"
    linked = [kind.name for kind in all_kinds() if getattr(rows[0], f"{kind.name}_id")]
    return linked[0] if linked else "other"


@pytest.mark.django_db
def test_whatever_staff_do_the_promises_hold() -> None:
    """Issue 2, section 6: the stateful property test (S1–S9, L1–L3, C, D, H1, H2 in any order)."""
    case = Days.TestCase
    case.settings = settings(
        max_examples=int(os.environ.get("CRM_HYPOTHESIS_EXAMPLES", "15")),
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate) if os.environ.get("CRM_FAST_HYPOTHESIS") else tuple(Phase),
    )
    case("runTest").runTest()
