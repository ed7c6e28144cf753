"""A phone call is made from a card and recorded (a.8)."""

from __future__ import annotations

import pytest
from django.test import Client

from contacts.interactions.models import Interaction, InteractionTemplateSetup
from contacts.interactions.whom import numbers_of
from contacts.models import Contact
from tests.factories.contacts import CompanyFactory, PersonFactory
from tests.factories.interactions import record_everything, template
from tests.factories.partners import Firm
from tests.factories.setup import SalespersonFactory
from tests.screens.conftest import anna, bo, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marketing")]
CALL = "/interactions/call/"


@pytest.fixture
def ada() -> Contact:
    """Ada Rossi of Nordlys, with a phone and a mobile of her own."""
    record_everything(template("CALL", flow="outbound", initiated_by="us", unit_minutes=15))
    company = CompanyFactory(name="Nordlys AS", phone_no="+39 02 5551111")
    seller = SalespersonFactory(code="AB")
    return PersonFactory(
        name="Ada Rossi", company=company, phone_no="+39 02 5552222", mobile_phone_no="+39 333 4445555",
        salesperson=seller,
    )  # fmt: skip


def test_the_numbers_are_those_of_the_person_then_of_its_company(ada: Contact) -> None:
    """a.8: phone, mobile, then the company's; none twice."""
    assert [one.number for one in numbers_of(ada)] == [
        ada.phone_no, ada.mobile_phone_no, ada.company.phone_no,  # type: ignore[union-attr]
    ]  # fmt: skip
    assert [one.words.rsplit(" · ", 1)[1] for one in numbers_of(ada)] == ["Ada Rossi", "Ada Rossi", "Nordlys AS"]
    ada.mobile_phone_no = ada.phone_no
    assert len(numbers_of(ada)) == 2


def test_a_call_is_dialled_and_recorded(ada: Contact, anna: Client) -> None:  # noqa: F811
    """a.8: the number, how it went, and that nobody was reached."""
    url = f"{CALL}?contact={ada.pk}"
    assert url in Page(anna.get(f"/contacts/{ada.pk}/")).links
    form = Page(anna.get(url))
    assert [link for link in form.links if link.startswith("tel:")] == [
        "tel:" + number.replace(" ", "") for number in (ada.phone_no, ada.mobile_phone_no, "+39 02 555 1111")
    ]

    typed = form.with_typed(
        contact_via=ada.mobile_phone_no, evaluation="negative", attempt_failed="on", minutes="3", note="Rang for long"
    )
    anna.post(url, typed)

    entry = Interaction.objects.get()
    assert (entry.contact, entry.contact_via, entry.event) == (ada, ada.mobile_phone_no, "")
    assert (entry.evaluation, entry.attempt_failed, entry.minutes) == ("negative", True, 3)
    assert (entry.flow, entry.initiated_by, entry.salesperson_id) == ("outbound", "us", "AB")
    assert entry.description == "Call interaction"
    assert [one.comment for one in entry.comments.all()] == ["Rang for long"]


def test_number_description_salesperson_and_date_are_needed(ada: Contact, anna: Client) -> None:  # noqa: F811
    ada.salesperson = None
    ada.save()
    url = f"{CALL}?contact={ada.pk}"

    typed = Page(anna.get(url)).with_typed(contact_via="", description="", date="")
    text = Page(anna.post(url, typed)).text

    for said in ("Choose the number.", "Description: This field", "Salesperson Code: This field", "Date: This field"):
        assert said in text
    assert not Interaction.objects.exists()


def test_a_number_of_somebody_else_is_refused(ada: Contact, anna: Client) -> None:  # noqa: F811
    url = f"{CALL}?contact={ada.pk}"

    anna.post(url, Page(anna.get(url)).with_typed(contact_via="+1 900 1234"))

    assert not Interaction.objects.exists()


def test_without_a_template_the_setup_is_named(ada: Contact, anna: Client) -> None:  # noqa: F811
    """a.8: an error with the way to the setting."""
    setup = InteractionTemplateSetup.current()
    setup.outgoing_call = None
    setup.save()

    page = Page(anna.get(f"{CALL}?contact={ada.pk}"))

    assert (page.status, "Choose the template for outgoing calls first." in page.text) == (409, True)
    assert "/interactions/interaction-setup/1/edit/" in page.links


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"privacy_blocked": True}, "is blocked for privacy"),
        ({"phone_no": "", "mobile_phone_no": ""}, "no phone number"),
    ],
)
def test_who_cannot_be_called(change: dict[str, object], said: str, ada: Contact, anna: Client) -> None:  # noqa: F811
    """H5; and who has no number."""
    ada.company = None
    for name, value in change.items():
        setattr(ada, name, value)
    ada.save()

    answers = [Page(anna.get(f"{CALL}?contact={ada.pk}")), Page(anna.post(f"{CALL}?contact={ada.pk}", {}))]

    assert [(page.status, said in page.text) for page in answers] == [(409, True)] * 2
    assert not Interaction.objects.exists()


def test_a_partner_is_called_through_its_contact(nordlys: Firm, anna: Client) -> None:  # noqa: F811
    """a.8."""
    SalespersonFactory(code="AB", email="anna@example.com")
    record_everything(template("CALL"))
    url = f"{CALL}?vendor={nordlys.vendor.pk}"
    assert url in Page(anna.get(f"/partners/vendors/{nordlys.vendor.pk}/")).links

    anna.post(url, Page(anna.get(url)).sends)

    assert Interaction.objects.get().contact == nordlys.contact


def test_nobody_named_and_readers(ada: Contact, anna: Client, bo: Client) -> None:  # noqa: F811
    assert anna.get(CALL).status_code == 404
    assert anna.get(f"{CALL}?contact=99999").status_code == 404
    assert bo.get(f"{CALL}?contact={ada.pk}").status_code == 403
