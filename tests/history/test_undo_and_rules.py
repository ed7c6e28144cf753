"""What an undo leaves agrees with the rules for contacts: type, people, links, names (H2 with J1–J6, J13, E2, B6)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from contacts.links import linking
from contacts.links.creating import create_partner
from contacts.links.kinds import kind_named
from contacts.models import Contact, ContactType
from crm.history.models import Change
from crm.history.undo import plan_undo, undo
from crm.kit.context import Cause
from crm.kit.models import Record
from crm.kit.refusal import Refused
from partners.models import Customer
from setup.models import MarketingSetup, OrganizationalLevel
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.partners import CustomerFactory, VendorFactory, alone
from tests.history.replay import last_change, replayed
from tests.history.test_undo import in_one_gesture

pytestmark = pytest.mark.django_db


def save(record: Record, **values: object) -> None:
    """The row takes new values."""
    fresh = type(record)._base_manager.get(pk=record.pk)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()


def saved(record: Record, **values: object) -> uuid.UUID:
    """The change set of a save with new values."""
    return in_one_gesture(lambda: save(record, **values))


def fields_kept(change_set: uuid.UUID) -> dict[str, str]:
    """What a plan for undoing keeps, and why."""
    return {kept.field: kept.sentence for kept in plan_undo(change_set).kept}


def test_who_joined_since_bears_the_old_name_of_the_company_again(marketing: MarketingSetup) -> None:
    """J6: the company's name is on its people; the plan says so beforehand and the history why."""
    nordlys, ada = CompanyFactory(name="Nordlys"), PersonFactory()
    renamed = saved(nordlys, name="Nordlicht")
    saved(ada, company=Contact.objects.get(pk=nordlys.pk))
    foreseen = plan_undo(renamed).consequences

    undo(renamed)

    ada.refresh_from_db()
    assert ada.company_name == "Nordlys"
    assert [(write.record, write.changes[0].new) for write in foreseen] == [(ada, "Nordlys")]
    assert last_change(ada).cause == Cause.INHERITED
    assert replayed() == {}


def test_a_person_that_comes_back_bears_the_new_name_of_the_company(marketing: MarketingSetup) -> None:
    """J6: renamed while the person was deleted."""
    nordlys = CompanyFactory(name="Nordlys")
    ada = PersonFactory(company=nordlys)
    deleted = in_one_gesture(lambda: Contact.objects.get(pk=ada.pk).delete())
    saved(nordlys, name="Nordlicht")

    undo(deleted)

    assert Contact.objects.get(pk=ada.pk).company_name == "Nordlicht"
    assert replayed() == {}


def test_who_was_chosen_as_primary_contact_since_is_called_as_before(marketing: MarketingSetup) -> None:
    """B6, C8: the contact name of the customer follows."""
    nordlys = CompanyFactory()
    customer = create_partner(nordlys, kind_named("customer")).record
    ada = PersonFactory(name="Ada Rossi", company=nordlys)
    renamed = saved(ada, name="Ada Verdi")
    saved(customer, primary_contact=Contact.objects.get(pk=ada.pk))

    undo(renamed)

    assert Customer.objects.get(pk=customer.pk).contact_name == "Ada Rossi"
    assert replayed() == {}


def test_a_company_with_people_does_not_become_a_person_again(marketing: MarketingSetup) -> None:
    """J6: who joined since keeps it a company, whole; moved away, it goes back."""
    ada, bo = PersonFactory(name="Ada Rossi"), PersonFactory()
    changed = saved(ada, type=ContactType.COMPANY)
    saved(bo, company=Contact.objects.get(pk=ada.pk))

    kept = undo(changed).plan.kept

    ada.refresh_from_db()
    assert (ada.type, ada.surname, ada.company_name) == (ContactType.COMPANY, "", "Ada Rossi")
    assert {one.sentence for one in kept} == {"People belong to it; move them first."}
    saved(bo, company=None)
    undo(changed)
    ada.refresh_from_db()
    assert (ada.type, ada.surname, ada.company_name) == (ContactType.PERSON, "Rossi", "")
    assert replayed() == {}


def test_people_who_leave_with_the_undo_do_not_hold_the_type(marketing: MarketingSetup) -> None:
    """H2: what one gesture did goes back as one."""
    ada, bo = PersonFactory(), PersonFactory()

    def grow() -> None:
        save(ada, type=ContactType.COMPANY)
        company = Contact.objects.get(pk=ada.pk)
        save(bo, company=company)
        PersonFactory(company=company)

    done = undo(in_one_gesture(grow))

    assert done.plan.kept == []
    assert list(Contact.objects.values_list("type", "company").order_by("pk")) == [(ContactType.PERSON, None)] * 2


@pytest.mark.parametrize("partner", [VendorFactory, CustomerFactory])
def test_a_company_linked_since_does_not_become_a_person_again(
    marketing: MarketingSetup, partner: Callable[..., Record]
) -> None:
    """E2.4, ruling 1: a vendor is no person's, and a customer linked as a company's stays one."""
    ada = PersonFactory()
    changed = saved(ada, type=ContactType.COMPANY)
    linking.link(Contact.objects.get(pk=ada.pk), alone(partner))

    kept = fields_kept(changed)
    undo(changed)

    ada.refresh_from_db()
    assert ada.type == ContactType.COMPANY
    assert set(kept.values()) == {"It has business relations; remove its links first."}


def test_a_customer_changes_its_type_back_only_with_its_contact(marketing: MarketingSetup) -> None:
    """Ruling 1: linked before; with a person that joined since, both stay a company."""
    ada, bo = PersonFactory(), PersonFactory()
    customer = create_partner(ada, kind_named("customer")).record
    changed = saved(ada, type=ContactType.COMPANY)
    saved(bo, company=Contact.objects.get(pk=ada.pk))

    undo(changed)

    assert Customer.objects.get(pk=customer.pk).contact_type == ContactType.COMPANY
    saved(bo, company=None)
    undo(changed)
    ada.refresh_from_db()
    types = (ada.type, Customer.objects.get(pk=customer.pk).contact_type)
    assert types == (ContactType.PERSON, ContactType.PERSON)
    assert replayed() == {}


@pytest.mark.parametrize(("name", "value"), [("name", "Nordlys Fjord"), ("job_title", "Boss")])
def test_a_person_edited_as_such_does_not_become_a_company_again(
    marketing: MarketingSetup, name: str, value: str
) -> None:
    """J1, J2, J13: no part of a name and no job is left on a company."""
    nordlys = CompanyFactory(name="Nordlys AS")
    changed = saved(nordlys, type=ContactType.PERSON)
    saved(nordlys, **{name: value})

    kept = fields_kept(changed)
    undo(changed)

    nordlys.refresh_from_db()
    assert nordlys.type == ContactType.PERSON
    assert nordlys.surname == nordlys.name.split()[-1]
    assert set(kept.values()) <= {"It was edited since.", "It was edited as a person since."}
    assert "Type" in kept


def test_a_name_and_its_parts_go_back_together(marketing: MarketingSetup) -> None:
    """J2: a surname typed since keeps the middle name too."""
    ada = PersonFactory(name="Ada Rossi")
    changed = saved(ada, middle_name="Maria")
    saved(ada, surname="Verdi")

    undo(changed)

    ada.refresh_from_db()
    assert (ada.name, ada.middle_name, ada.surname) == ("Ada Maria Verdi", "Maria", "Verdi")


def test_nobody_returns_to_a_company_that_is_a_person_now(marketing: MarketingSetup) -> None:
    """J6."""
    nordlys = CompanyFactory(name="Nordlys")
    ada = PersonFactory(company=nordlys)
    left = saved(ada, company=None)
    saved(nordlys, type=ContactType.PERSON)

    kept = fields_kept(left)
    undo(left)

    ada.refresh_from_db()
    assert (ada.company, ada.company_name) == (None, "")
    title = Contact.objects.get(pk=nordlys.pk).title
    assert kept["Company No."] == f"{title} is a person; people can belong to companies only."


def test_a_company_takes_no_level_and_no_job_from_code(marketing: MarketingSetup) -> None:
    """J13: the job is dropped like the parts of a name, the level refused."""
    level = OrganizationalLevel.objects.create(code="CEO", description="Chief")
    nordlys = CompanyFactory(job_title="Boss")
    count = Change.objects.count()

    with pytest.raises(Refused, match="Clear the organizational level first: companies have none."):
        save(nordlys, organizational_level=level)

    assert (nordlys.job_title, Change.objects.count()) == ("", count)


def test_a_name_that_stays_keeps_all_that_follows_it(marketing: MarketingSetup) -> None:
    """H2, J4, B6: search name, the customer's own name and the contact name of whom it is primary contact."""
    ada = PersonFactory(name="Giovanni Locatelli")
    customer = create_partner(ada, kind_named("customer")).record
    renamed = saved(ada, name="Anna Maria Bo")
    save(ada, first_name="Anna Maria", middle_name="")

    done = undo(renamed)

    ada.refresh_from_db()
    standing = Customer.objects.get(pk=customer.pk)
    assert (ada.name, ada.search_name, ada.first_name) == ("Anna Maria Bo", "ANNA MARIA BO", "Anna Maria")
    assert (standing.name, standing.search_name) == (ada.name, ada.search_name)
    assert (standing.primary_contact, standing.contact_name) == (ada, ada.name)
    assert {"Contact Name", "Search Name"} <= {kept.field for kept in done.plan.kept}
    assert done.differences == ()


def test_people_keep_the_company_name_that_stays(marketing: MarketingSetup) -> None:
    """J6: the company's name was edited since."""
    nordlys = CompanyFactory(name="Nordlys")
    ada = PersonFactory(company=nordlys)
    renamed = saved(nordlys, name="Nordlicht")
    linking.pause(create_partner(Contact.objects.get(pk=nordlys.pk), kind_named("vendor")).relation)
    save(nordlys, name="Nordstern")
    Contact._base_manager.filter(pk=ada.pk).update(company_name="Nordlicht")

    undo(renamed)

    ada.refresh_from_db()
    assert ada.company_name == "Nordstern"
