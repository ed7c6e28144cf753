"""Every record of the house is in the admin, and every page of it opens."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from crm.kit.admin import RecordAdmin
from crm.kit.models import Record
from crm.kit.single import SingleRecord
from tests.admin.conftest import page
from tests.factories.partners import Firm

OURS = [model for model in apps.get_models() if settings.BASE_DIR.joinpath(*model.__module__.split(".")[:1]).is_dir()]
NAMES = [f"{model._meta.app_label}_{model._meta.model_name}" for model in OURS]
SINGLE = [model for model in OURS if issubclass(model, SingleRecord)]
UNMADE = {
    *("history_change", "jobs_job", "trade_document", "trade_documentline", "trade_documentversion", "trade_run"),
    *("trade_documentcomment", "trade_serviceitemline", "mail_message", "mail_messagefile"),
    *("desk_desk", "desk_listlayout", "desk_listview", "desk_seen", "access_failedsignin"),
    *("interactions_attachment", "interactions_interaction", "interactions_interactioncomment"),
    *(f"{model._meta.app_label}_{model._meta.model_name}" for model in SINGLE),
}
"""What nobody adds by hand."""


@pytest.mark.parametrize("model", OURS, ids=NAMES)
def test_every_model_is_in_the_admin(model: type[models.Model]) -> None:
    assert admin.site.is_registered(model)


@pytest.mark.parametrize("model", [model for model in OURS if issubclass(model, Record)])
def test_every_record_is_saved_and_deleted_by_its_own_rules(model: type[models.Model]) -> None:
    assert isinstance(admin.site.get_model_admin(model), RecordAdmin)


def test_the_index_opens(anna: Client) -> None:
    assert anna.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("search", ["", "Società 02/1"])
def test_every_list_opens(anna: Client, name: str, search: str) -> None:
    assert anna.get(reverse(f"admin:{name}_changelist"), {"q": search}, follow=True).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_every_new_form_opens_where_something_can_be_added(anna: Client, name: str) -> None:
    status = anna.get(reverse(f"admin:{name}_add")).status_code

    assert status == (403 if name in UNMADE else 200)


@pytest.mark.parametrize("verb", ["change", "history", "delete"])
@pytest.mark.parametrize("name", ["contact", "customer", "vendor", "bank"])
def test_every_page_of_a_linked_record_opens(anna: Client, nordlys: Firm, name: str, verb: str) -> None:
    record: Any = getattr(nordlys, name)
    of = f"{record._meta.app_label}_{record._meta.model_name}"

    response = anna.get(page(of, record, verb))

    assert response.status_code == 200
    assert "Nordlys AS" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    response = client.get(reverse(f"admin:{name}_changelist"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign-in"))


def test_a_reader_may_look_and_nothing_else(bo: Client, nordlys: Firm) -> None:
    customer = nordlys.customer

    assert bo.get(reverse("admin:partners_customer_changelist")).status_code == 200
    assert bo.get(page("partners_customer", customer)).status_code == 200
    assert bo.get(reverse("admin:partners_customer_add")).status_code == 403
    assert bo.post(page("partners_customer", customer), {"name": "X"}).status_code == 403
    assert bo.post(page("partners_customer", customer, "delete"), {"post": "yes"}).status_code == 403
    assert nordlys.reload().customer.name == "Nordlys AS"
