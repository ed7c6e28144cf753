"""Settings: reference lists, number series with their lines, Marketing Setup, field policies."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from contacts.interactions.models import InteractionGroup, InteractionTemplate
from crm.history.models import Change
from crm.kit.addresses import page_url
from setup.models import CodeList, FieldPolicy, MarketingSetup, PaymentTerms
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.factories.setup import BusinessRelationFactory, series
from tests.screens.conftest import settle
from tests.screens.pages import Page


def _lists() -> list[type[CodeList]]:
    found: list[type[CodeList]] = []
    waiting = [CodeList]
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            found += [] if model._meta.abstract else [model]
    return found


@pytest.mark.parametrize("model", _lists(), ids=lambda model: model.__name__)
def test_every_reference_list_can_be_kept(anna: Client, model: type[CodeList]) -> None:
    url, needed = page_url(model, "list"), {}
    if model is InteractionTemplate:
        InteractionGroup(code="MAIL").save()
        needed = {"group": "MAIL"}

    anna.post(f"{url}new/", Page(anna.get(f"{url}new/")).with_typed(code="a/b c", description="First", **needed))
    page = Page(anna.get(url))
    edit = next(link for link in page.links if link.endswith("C/"))
    anna.post(f"{edit}edit/", Page(anna.get(f"{edit}edit/")).with_typed(description="Second"))

    made = model._default_manager.get()
    assert (made.code, made.description) == ("A/B C", "Second")
    assert [line.pk for line in anna.get(url, {"q": "seco"}).context["lines"]] == ["A/B C"]


def test_a_code_is_never_renamed(anna: Client) -> None:
    PaymentTerms(code="30G").save()

    url = "/setup/lists/payment-terms/30G/edit/"
    anna.post(url, Page(anna.get(url)).with_typed(code="X", description="30 days"))

    assert PaymentTerms.objects.get().code == "30G"
    assert PaymentTerms.objects.get().description == "30 days"


def test_a_series_is_made_with_its_lines(anna: Client) -> None:
    page = Page(anna.get("/setup/number-series/new/"))
    line = {"numberseriesline-0-starting_no": "Q001", "numberseriesline-0-ending_no": "Q999"}

    anna.post("/setup/number-series/new/", page.with_typed(code="Q", description="Quotes", **line))

    made = NumberSeries.objects.get()
    assert [(one.starting_no, one.ending_no) for one in made.lines.all()] == [("Q001", "Q999")]
    assert "Q001" in Page(anna.get("/setup/number-series/")).text


def test_a_number_taken_while_a_line_is_edited_stays_taken(anna: Client) -> None:
    made = series("Q", "Q001", "Q999")
    opened = Page(anna.get("/setup/number-series/Q/edit/"))
    line = made.lines.get()
    line.last_no_used = "Q007"
    line.save()

    anna.post("/setup/number-series/Q/edit/", opened.with_typed(**{"numberseriesline-0-warning_no": "Q900"}))

    line.refresh_from_db()
    assert (line.last_no_used, line.warning_no) == ("Q007", "Q900")


def test_numbers_that_adapt_to_an_edited_one_are_written_and_told(anna: Client) -> None:
    made = series("Q", "Q001", "Q999")
    NumberSeriesLine._base_manager.update(warning_no="Q900")
    opened = Page(anna.get("/setup/number-series/Q/edit/"))

    anna.post("/setup/number-series/Q/edit/", opened.with_typed(**{"numberseriesline-0-ending_no": "Q99999"}))

    line = made.lines.get()
    assert (line.starting_no, line.ending_no, line.warning_no) == ("Q00001", "Q99999", "Q00900")
    told = Change.objects.of(line).latest("pk").diff
    assert told == {
        "starting_no": ["Q001", "Q00001"],
        "ending_no": ["Q999", "Q99999"],
        "warning_no": ["Q900", "Q00900"],
    }


def test_without_an_ending_number_a_line_has_no_warning_either(anna: Client) -> None:
    made = series("Q", "Q001", "Q999")
    NumberSeriesLine._base_manager.update(warning_no="Q900")
    opened = Page(anna.get("/setup/number-series/Q/edit/"))

    anna.post("/setup/number-series/Q/edit/", opened.with_typed(**{"numberseriesline-0-ending_no": ""}))

    line = made.lines.get()
    assert (line.ending_no, line.warning_no) == ("", "")


def test_a_line_can_be_removed_and_its_errors_are_shown(anna: Client) -> None:
    made = series("Q", "Q001", "Q999")
    page = Page(anna.get("/setup/number-series/Q/edit/"))

    wrong = Page(anna.post("/setup/number-series/Q/edit/", page.with_typed(**{"numberseriesline-0-ending_no": "none"})))
    anna.post("/setup/number-series/Q/edit/", page.with_typed(**{"numberseriesline-0-DELETE": "on"}))

    assert "A number needs at least one digit." in wrong.text
    assert not made.lines.exists()


def test_switching_a_kind_on_is_asked_about(anna: Client) -> None:
    BusinessRelationFactory(code="CUST")
    assert anna.get("/setup/marketing/").headers["Location"] == "/setup/marketing/1/"
    url = "/setup/marketing/1/edit/"
    typed = Page(anna.get(url)).with_typed(customer_relation="CUST")

    page = Page(anna.post(url, typed))
    accepted = page.html.split('name="accept" value="')[1].split('"')[0]
    anna.post(url, page.sends | {"accept": accepted})

    assert "From now on every new customer also creates a contact." in page.text
    assert MarketingSetup.current().customer_relation_id == "CUST"


def test_marketing_setup_shows_whether_linking_is_on(anna: Client, marketing: MarketingSetup) -> None:
    page = Page(anna.get("/setup/marketing/1/"))

    assert "Customer on · 0 links" in page.text
    assert not [link for link in page.links if link.endswith("/delete/")]


def test_a_field_policy_offers_kinds_and_shared_fields(anna: Client) -> None:
    url = "/partners/field-policies/new/"
    form = Page(anna.get(url))

    anna.post(url, form.with_typed(kind="vendor", field="phone_no", direction="never"))
    wrong = Page(anna.post(url, form.with_typed(kind="employee", field="shoe_size", token="t")))

    assert FieldPolicy.objects.get().kind == "vendor"
    assert "Select a valid choice" in wrong.text
    assert "Phone No." in Page(anna.get("/partners/field-policies/")).text


def test_the_settings_page_leads_to_every_list(anna: Client) -> None:
    page = Page(anna.get("/setup/"))

    assert {"/setup/lists/country/", "/setup/number-series/", "/partners/field-policies/"} <= set(page.links)


def test_readers_see_settings_but_change_none(bo: Client, cleo: Client) -> None:
    MarketingSetup.current()

    assert bo.get("/setup/marketing/1/").status_code == 200
    assert bo.get("/setup/marketing/1/edit/").status_code == 403
    assert "/setup/lists/country/" not in Page(cleo.get("/setup/")).links


def test_a_field_policy_is_about_a_field_that_its_kind_shares(anna: Client) -> None:
    url = "/partners/field-policies/new/"
    form = Page(anna.get(url))

    refused = Page(anna.post(url, form.with_typed(kind="bank_account", field="salesperson", direction="never")))

    assert "Shared Field: This kind does not share this field." in refused.text
    assert not FieldPolicy.objects.exists()
    FieldPolicy(kind="customer", field="salesperson").save()
    stored = FieldPolicy.objects.get()
    url = f"/partners/field-policies/{stored.pk}/edit/"
    anna.post(url, Page(anna.get(url)).with_typed(kind="bank_account"))
    assert FieldPolicy.objects.get().kind == "customer"


@pytest.mark.parametrize("where", ["/partners/field-policies/{pk}/", "/partners/field-policies/", "/"])
def test_a_field_policy_is_named_in_the_language_of_the_reader(anna: Client, where: str) -> None:
    settle()
    with translation.override("it"):
        policy = FieldPolicy(kind="vendor", field="phone_no")
        policy.save()

    page = Page(anna.get(where.format(pk=policy.pk), headers={"accept-language": "it"}))

    assert "Fornitore" in page.text
    assert "Nr. telefono" in page.text
    assert "phone_no" not in page.text
    assert "vendor" not in page.text


@pytest.mark.parametrize("typed", ["99999999999", "1000001", "0"])
def test_an_increment_has_limits(anna: Client, marketing: MarketingSetup, typed: str) -> None:
    url = "/setup/number-series/C/edit/"
    form = Page(anna.get(url))

    page = Page(anna.post(url, form.with_typed(**{"numberseriesline-0-increment_by": typed})))

    assert page.status == 200
    assert "Ensure this value is" in page.text
    assert marketing.customer_nos.lines.get().increment_by == 1
