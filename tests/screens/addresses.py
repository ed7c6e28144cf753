"""Every address that the house answers to, with the first record that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver

from contacts.links.models import ContactBusinessRelation
from contacts.models import Contact
from crm.jobs.models import Job
from partners.models import Customer
from partners.trade.models import Run

PARAMETER = re.compile(r"<([^>]+)>")
RECORDS = {
    "setup/users/": User,
    "links/relation/": ContactBusinessRelation,
    "links/differences/": ContactBusinessRelation,
    "links/partner/": Customer,
    "trade/runs/": Run,
    "jobs/": Job,
}
"""Whose key an address takes that belongs to no list."""
OUTSIDE = ("admin/", settings.STATIC_URL.strip("/"))
"""The admin has its own matrix; files are nobody's secret."""


class Address(NamedTuple):
    """One route and the view behind it."""

    route: str
    view: Any

    @property
    def url(self) -> str:
        """Where its first record is, or where nothing is if it has none."""
        screens = getattr(self.view, "view_initkwargs", {}).get("screens")
        model = screens.model if screens is not None else RECORDS.get(self.route.split("<")[0], Contact)
        values = {
            "path:key": _first(model),
            "int:key": _first(model),
            "slug:kind": "customer",
            "slug:name": "sales-orders",
            "slug:box": "interactions-figures",
            "str:form": "zip",
            "str:model": "contacts.contact",
            "slug:field": "name",
            "str:label": "contacts.contact",
        }
        values |= {"uidb64": "MQ", "token": "used"}
        values |= {"int:partner": _first(Customer), "uuid:made": UUID(int=0), "uuid:change_set": UUID(int=0)}
        return "/" + PARAMETER.sub(lambda found: str(values[found[1]]), self.route)


def _first(model: type[Any]) -> Any:
    """The key of the first record; of links, of the first that is one."""
    rows = model._default_manager.order_by("pk")
    found = rows.exclude(customer=None) if model is ContactBusinessRelation else rows
    return found.values_list("pk", flat=True).first() or 0


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    """All that the house answers to, in the order in which it is looked up."""
    for one in (resolver or get_resolver()).url_patterns:
        route = f"{before}{one.pattern}"
        if route.startswith(OUTSIDE):
            continue
        if isinstance(one, URLPattern):
            yield Address(route, one.callback)
        else:
            yield from addresses(one, route)
