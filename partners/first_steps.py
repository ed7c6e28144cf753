"""Assisted Setup: templates for customers and vendors (F10)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.kit.addresses import page_url
from crm.kit.permissions import name_of
from partners.models import CustomerTemplate, VendorTemplate
from setup.assisted.steps import Seen, Step, register_step, seen

MODELS = (CustomerTemplate, VendorTemplate)


def register() -> None:
    """It comes before terms, which templates fill in."""
    register_step(Step(
        "templates", 70, _("Customer and vendor templates"),
        _("New customers and vendors start with the posting groups and terms of a template."), 5,
        look, _url, name_of("add", CustomerTemplate),
    ))  # fmt: skip


def look() -> Seen:
    """Done with one of each. Two queries."""
    return seen(sum(1 for model in MODELS if model._base_manager.exists()), len(MODELS))


def _url() -> str:
    missing = VendorTemplate if CustomerTemplate._base_manager.exists() else CustomerTemplate
    return page_url(missing, "list")
