"""What happens to interactions when contacts change or go (a.13, D5)."""

from __future__ import annotations

import pytest

from contacts.interactions import log
from contacts.interactions.models import Interaction
from contacts.interactions.statistics import figures_of
from contacts.models import Contact
from crm.history.undo import undo
from crm.kit.context import gesture
from crm.kit.refusal import Refused
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import template
from tests.history.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]


def with_whom(entry: Interaction) -> tuple[Contact | None, Contact | None, str, str]:
    """The contact and the company of the entry as it stands, and their names."""
    found = Interaction.objects.get(pk=entry.pk)
    return found.contact, found.company, found.contact_name, found.company_name


def test_the_entries_of_a_person_stay_with_the_company_that_it_leaves() -> None:
    """a.13; with its name, and an undo takes them back along."""
    nordlys, acme = CompanyFactory(name="Nordlys AS"), CompanyFactory(name="Acme SpA")
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    entry = log.log(template(), ada)

    with gesture() as opened:
        moved = Contact.objects.get(pk=ada.pk)
        moved.company = acme
        moved.save()

    assert with_whom(entry) == (nordlys, nordlys, "Ada Rossi", "Nordlys AS")
    assert [figures_of(Interaction.objects.of(one)).number for one in (nordlys, acme, ada)] == [1, 0, 0]
    undo(opened.change_set)
    assert with_whom(entry) == (ada, nordlys, "Ada Rossi", "Nordlys AS")
    assert replayed() == {}


def test_who_had_no_company_brings_its_entries_along() -> None:
    """They count with the company from then on (a.12)."""
    ada = PersonFactory(name="Ada Rossi")
    entry = log.log(template(), ada)
    acme = CompanyFactory(name="Acme SpA")

    ada = Contact.objects.get(pk=ada.pk)
    ada.company = acme
    ada.save()

    assert with_whom(entry) == (ada, acme, "Ada Rossi", "Acme SpA")
    assert figures_of(Interaction.objects.of(acme)).number == 1
    assert replayed() == {}


@pytest.mark.parametrize("to", ["person", "company"])
def test_the_type_of_a_contact_with_entries_stands(to: str) -> None:
    """a.13."""
    contact = CompanyFactory(no="CO7") if to == "person" else PersonFactory(no="CO7")
    log.log(template(), contact)

    contact.type = to
    with pytest.raises(Refused, match="The type of CO7 .* cannot be changed") as refused:
        contact.save()

    assert refused.value.field == "type"


def test_the_type_of_one_without_may_change() -> None:
    ada = PersonFactory()
    ada.type = "company"
    ada.save()

    assert Contact.objects.get(pk=ada.pk).type == "company"


def test_the_undo_of_the_deletion_of_a_person_gives_its_entries_back() -> None:
    """D5."""
    nordlys = CompanyFactory(name="Nordlys AS")
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    entry = log.log(template(), ada)

    with gesture() as opened:
        Contact.objects.get(pk=ada.pk).delete()
    moved = with_whom(entry)
    undo(opened.change_set)

    assert moved == (nordlys, nordlys, "Ada Rossi", "Nordlys AS")
    assert with_whom(entry) == (ada, nordlys, "Ada Rossi", "Nordlys AS")
    assert replayed() == {}


def test_moving_many_entries_is_one_statement_more_not_many(statements: Statements) -> None:
    """PostgreSQL writes them all at once, SQLite each by itself."""
    nordlys, acme = CompanyFactory(), CompanyFactory()
    sort = template()

    def cost(number: int) -> int:
        ada = PersonFactory(company=nordlys)
        for _turn in range(number):
            log.log(sort, ada)
        ada.company = acme
        with statements() as told:
            ada.save()
        return len([sql for sql in told if not sql.startswith("UPDATE")])

    assert cost(12) == cost(3)
