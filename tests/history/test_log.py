"""The change log: who changed which field of what, when and why, narrowed, page by page, as a file (P70)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from crm.history.models import Change
from crm.kit.context import Door, gesture
from setup.models import MarketingSetup
from tests.conftest import Statements
from tests.factories.contacts import CompanyFactory
from tests.factories.partners import BankAccountFactory, Firm
from tests.screens.conftest import anna, bo, browser, cleo, dario, member, nordlys  # noqa: F401
from tests.screens.pages import Page

pytestmark = pytest.mark.django_db

LOG = "/history/"


def typed(name: str, record: Any, **values: str) -> None:
    """Somebody typed these values."""
    with gesture(actor=User.objects.get(username=name), door=Door.FORM):
        for column, value in values.items():
            setattr(record, column, value)
        record.save()


def asked(client: Client, **params: str) -> Page:
    """The log, narrowed."""
    return Page(client.get(LOG, params))


def test_it_tells_who_changed_what_and_why(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    """Records and gestures are links; captions are in the language of the reader."""
    typed("anna", nordlys.customer, city="Bergen")

    page = asked(anna)

    assert f"Anna Customer {nordlys.customer.title} City Oslo Bergen Changed" in page.text
    assert f"Updated from Customer {nordlys.customer.no}" in page.text
    assert f"/partners/customers/{nordlys.customer.pk}/" in page.links and LOG in page.links
    client_in_italian = Client(headers={"accept-language": "it"})
    client_in_italian.force_login(User.objects.get(username="anna"))
    assert "Città" in asked(client_in_italian).text


def test_it_is_narrowed_by_user_kind_field_cause_and_day(
    anna: Client,  # noqa: F811
    dario: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
) -> None:
    """The fields of a kind can be chosen once the kind is."""
    typed("anna", nordlys.customer, city="Bergen")
    typed("dario", nordlys.contact, city="Rome", name_2="Two")
    yesterday = timezone.now() - timedelta(days=1)
    Change.objects.filter(actor__username="anna").update(at=yesterday)
    day, dario_pk = timezone.localdate().isoformat(), str(User.objects.get(username="dario").pk)

    assert "Bergen Rome" in asked(anna, user=dario_pk).text and "Oslo Bergen" not in asked(anna, user=dario_pk).text
    assert f"Vendor {nordlys.vendor.title}" not in asked(anna, kind="contacts.contact").text
    only = asked(anna, kind="contacts.contact", field="name_2", since=day)
    assert "Name 2 — Two" in only.text and "City Bergen Rome" not in only.text
    assert "Oslo Bergen" in asked(anna, cause="synchronized").text
    assert "Oslo Bergen" not in asked(anna, since=day).text and "Bergen Rome" in asked(anna, since=day).text
    assert 'name="field"' not in asked(anna).html and 'name="field"' in only.html
    assert "No results with these filters." in asked(anna, since=day, cause="merged").text


@pytest.mark.parametrize(
    "params", [{"after": "x"}, {"since": "nonsense"}, {"kind": "auth.user", "field": "password"}, {"user": "'"}]
)
def test_an_address_that_somebody_made_up_is_no_error(
    anna: Client,  # noqa: F811
    nordlys: Firm,  # noqa: F811
    params: dict[str, str],
) -> None:
    assert anna.get(LOG, params).status_code == 200


def test_only_records_that_one_may_see_are_told(nordlys: Firm, cleo: Client) -> None:  # noqa: F811
    """H4: on the page, in the file, and among the kinds."""
    eva = member("Eva")
    eva.user_permissions.set(Permission.objects.filter(codename__in=("view_change", "view_customer")))
    client = browser(eva)

    page, file = asked(client), b"".join(client.get(f"{LOG}export/")).decode()

    assert nordlys.customer.title in page.text and nordlys.vendor.title not in page.html
    assert nordlys.customer.no in file and nordlys.vendor.no not in file
    assert [cleo.get(one).status_code for one in (LOG, f"{LOG}export/")] == [403, 403]


def test_bank_details_are_masked(anna: Client, bo: Client) -> None:  # noqa: F811
    bank = BankAccountFactory(iban="IT60X0542811101000000123456")
    bank.iban = "GB82WEST12345698765432"
    bank.save()

    told = [asked(one).html + b"".join(one.get(f"{LOG}export/")).decode() for one in (anna, bo)]

    assert ["WEST" in one for one in told] == [True, False]


def test_the_file_holds_what_the_filters_leave(anna: Client, nordlys: Firm) -> None:  # noqa: F811
    typed("anna", nordlys.customer, city="Bergen")

    answer = anna.get(f"{LOG}export/", {"kind": "partners.vendor", "cause": "synchronized"})

    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and f"{nordlys.vendor.title},City,Oslo,Bergen" in lines[1]


def test_pages_follow_by_key_at_one_price(
    anna: Client,  # noqa: F811
    marketing: MarketingSetup,
    statements: Statements,
) -> None:
    """Nothing twice, nothing left out."""
    company = CompanyFactory(city="Start")
    for turn in range(60):
        typed("anna", company, city=f"City {turn}!")

    with statements() as first:
        page = asked(anna, kind="contacts.contact")
    with statements() as second:
        rest = Page(anna.get(LOG + next(link for link in page.links if "after=" in link)))

    assert [page.text.count(f"City {turn}!") + rest.text.count(f"City {turn}!") for turn in range(59)] == [2] * 59
    assert len(second) <= len(first)


def test_days_are_typed_shortly_and_stand_in_the_address_for_every_language(anna: Client) -> None:  # noqa: F811
    """3.4, N9: the field shows them as its reader writes them; days from today stay that."""
    answer = anna.get(LOG, {"since": "15-3-26", "until": "oggi"})

    assert answer.headers["Location"] == f"{LOG}?since=2026-03-15&until=t"
    shown = asked(anna, since="2026-03-15", until="t").html
    assert 'value="15/03/2026"' in shown and 'value="t"' in shown and 'type="date"' not in shown


def test_what_narrows_nothing_is_called_all(anna: Client) -> None:  # noqa: F811
    assert "---" not in asked(anna).text and asked(anna).html.count('<option value="" selected>All</option>') == 3
