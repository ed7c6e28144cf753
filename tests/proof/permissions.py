"""Who is let in where (decisions H4). Read it whole when you change it: this is what was agreed.

0 nobody signed in, N signed in without a role, then the roles: R reader, S sales, P purchasing, B banking,
A administrator.
"""

from __future__ import annotations

EVERYBODY, SIGNED_IN, READERS = "0NRSPBA", "NRSPBA", "RSPBA"

WRITERS = {
    "contacts/": "SPBA",
    "interactions/": "SPBA",
    "interactions/interaction-setup/": "A",
    "interactions/lists/": "A",
    "mail/": "SPA",
    "partners/": "A",
    "partners/customers/": "SA",
    "partners/vendors/": "PA",
    "partners/bank-accounts/": "BA",
    "trade/sales-quotes/": "SA",
    "trade/sales-orders/": "SA",
    "trade/blanket-sales-orders/": "SA",
    "trade/service-quotes/": "SA",
    "trade/service-orders/": "SA",
    "trade/purchase-quotes/": "PA",
    "trade/purchase-orders/": "PA",
    "trade/blanket-purchase-orders/": "PA",
    "trade/catalogue/": "SPA",
    "setup/": "A",
}
"""Who writes below an address; the longest beginning counts. Whoever has a role reads there."""

LOOKING = frozenset({
    "", "<path:key>", "<slug:box>", "choice", "deeds", "export", "file", "filter", "history", "image", "pdf", "preview",
    "read-lines", "show", "statistics", "suggest",
})  # fmt: skip
"""Last words of the addresses where one only looks; blank for lists."""

WRITING = frozenset({
    "new", "edit", "delete", "pins", "accept", "again", "arrived", "call", "cancel", "comment", "complete", "copy",
    "create-party", "email", "email-many", "evaluate", "finish", "hold", "order", "order-part", "paste", "plan",
    "postponed", "print", "print-many", "release", "release-many", "reopen", "resend", "resume", "start", "version",
    "delete-many", "consequences", "assign-salesperson", "assign-territory", "assign-purchaser", "assign-terms",
    "block", "row", "replace",
})  # fmt: skip
"""Last words of the addresses where something is changed or prepared."""

ROWS = {
    "": SIGNED_IN,
    "search/": SIGNED_IN,
    "arrange/": SIGNED_IN,
    "setup/": SIGNED_IN,
    "my/": SIGNED_IN,
    "my/columns/<str:label>/": READERS,
    "my/views/<str:label>/": READERS,
    "my/language/": EVERYBODY,
    "charts/<slug:name>/": READERS,
    "healthz": EVERYBODY,
    "sign-in/": EVERYBODY,
    "sign-out/": SIGNED_IN,
    "stay/": SIGNED_IN,
    "set-password/<uidb64>/<token>/": EVERYBODY,
    "history/": READERS,
    "contacts/<path:key>/email/": "SPA",
    "contacts/create-as-customer/": "SA",
    "contacts/create-as-vendor/": "PA",
    "contacts/synchronize/": "SPBA",
    "partners/bank-accounts/synchronize/": "BA",
    "partners/customers/synchronize/": "SA",
    "partners/vendors/synchronize/": "PA",
    "partners/customers/<path:key>/email/": READERS,
    "partners/vendors/<path:key>/email/": READERS,
    "links/contact/<int:key>/relations/new/": "SPBA",
    "links/contact/<int:key>/<slug:kind>/": "SA",
    "links/contacts-from/<slug:kind>/": "SA",
    "links/contacts-from/<slug:kind>/<uuid:made>/": READERS,
    "links/differences/": READERS,
    "links/differences/repair/": "SPBA",
    "links/differences/<int:key>/accept/": "SA",
    "links/differences/<int:key>/save/": "SA",
    "links/partner/<slug:kind>/": "SA",
    "links/policies/": "A",
    "links/relation/<int:key>/": "SA",
    "trade/runs/": SIGNED_IN,
    "jobs/": SIGNED_IN,
    "setup/users/": "A",
    "components/": "A",
    "setup/assisted/": "A",
    "mail/trial/": "A",
}
"""All else: what is below an address is as it is, where it has no row of its own. Links are asked for a customer."""

UNKNOWN = (
    "Nobody said who may open /{route}. In tests/proof/permissions.py add its last word to LOOKING (whoever has a "
    "role) or to WRITING (those who write there), or give it a row of its own in ROWS."
)


def let_in(route: str) -> str:
    """Who may open ``route``. Raises AssertionError, saying what to add, where nothing says it."""
    row = route if route in ROWS else max((one for one in ROWS if one and route.startswith(one)), key=len, default="")
    area = max((one for one in WRITERS if route.startswith(one)), key=len, default="")
    if row and len(row) > len(area) or route in ROWS:
        return ROWS[row]
    word = route.rstrip("/").rpartition("/")[2]
    if area and (word in LOOKING or is_list(route)):
        return READERS
    if area and word in WRITING:
        return WRITERS[area]
    raise AssertionError(UNKNOWN.format(route=route))


def is_list(route: str) -> bool:
    """The address of a list or of a single record: nothing in it is asked for."""
    words = route.rstrip("/").split("/")
    return "<" not in route and words[-1] not in WRITING and len(words) <= 3


def writes(route: str) -> bool:
    """Something is changed at this address."""
    return route.rstrip("/").rpartition("/")[2] not in LOOKING and not is_list(route)
