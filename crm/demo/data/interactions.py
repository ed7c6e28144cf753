"""Groups and templates of interactions, and as what each event is recorded."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class Sort(NamedTuple):
    """An interaction template."""

    code: str
    description: str
    group: str
    cost: int
    minutes: int
    flow: str = "outbound"
    by: str = "us"
    correspondence: str = ""


GROUPS = (
    ("LETTER", _("Letters")),
    ("MEETING", _("Meetings")),
    ("PHONE", _("Phone calls")),
    ("PURCHASES", _("Purchasing documents")),
    ("SALES", _("Sales documents")),
    ("SERVICE", _("Service")),
    ("SYSTEM", _("Recorded by themselves")),
)
SORTS = (
    Sort("BUS", _("Business letter"), "LETTER", 8, 30, correspondence="hard_copy"),
    Sort("EMAIL", _("E-mail"), "SYSTEM", 8, 1),
    Sort("COVERSH", _("Cover sheet"), "SYSTEM", 8, 1),
    Sort("INCOME", _("Incoming call"), "PHONE", 0, 15, flow="inbound", by="them"),
    Sort("INHOUSE", _("Meeting at our place"), "MEETING", 25, 120, flow=""),
    Sort("ONSITE", _("Visit to the customer"), "MEETING", 45, 180, flow=""),
    Sort("OUTGOING", _("Outgoing call"), "PHONE", 1, 15),
    Sort("P-BLANKET", _("Blanket purchase order sent"), "PURCHASES", 8, 1),
    Sort("P-ORDER", _("Purchase order sent"), "PURCHASES", 8, 1),
    Sort("P-QUOTE", _("Request for quote sent"), "PURCHASES", 8, 1),
    Sort("S-BLANKET", _("Blanket sales order sent"), "SALES", 8, 1),
    Sort("S-ORDER", _("Order confirmation sent"), "SALES", 8, 1),
    Sort("S-QUOTE", _("Sales quote sent"), "SALES", 8, 1),
    Sort("SV-BEGUN", _("Service order created"), "SERVICE", 8, 1),
    Sort("SV-DONE", _("Service order finished"), "SERVICE", 8, 1),
    Sort("SV-QUOTE", _("Service quote sent"), "SERVICE", 8, 1),
)
EVENTS = {
    "email": "EMAIL",
    "outgoing_call": "OUTGOING",
    "cover_sheet": "COVERSH",
    "sales_quote": "S-QUOTE",
    "sales_order": "S-ORDER",
    "sales_blanket": "S-BLANKET",
    "purchase_quote": "P-QUOTE",
    "purchase_order": "P-ORDER",
    "purchase_blanket": "P-BLANKET",
    "service_quote": "SV-QUOTE",
    "service_order": "SV-BEGUN",
    "service_order_finished": "SV-DONE",
}
COMMENTS = (
    _("Wants to be called back after the holidays."),
    _("Asked for a discount on larger quantities."),
    _("Prefers to be written to."),
    _("The colleague in purchasing decides."),
)
"""What is noted afterwards."""

LETTER = _("Enclosed are the samples you asked for. We look forward to hearing from you.")
"""What is in the letter that goes with samples."""

TALKS = (
    ("OUTGOING", _("Asked whether the offer arrived"), "neutral"),
    ("OUTGOING", _("Agreed on a date for the visit"), "positive"),
    ("INCOME", _("Asked for a catalogue"), "positive"),
    ("INCOME", _("Complained about a scratched desk"), "negative"),
    ("INCOME", _("Ordered more of the same chairs"), "very_positive"),
    ("INCOME", _("Waited too long for a spare part"), "very_negative"),
    ("ONSITE", _("Measured the new offices"), "positive"),
    ("ONSITE", _("Showed fabrics and colours"), "neutral"),
    ("INHOUSE", _("Visited the showroom"), "very_positive"),
    ("BUS", _("Sent samples"), ""),
    ("EMAIL", _("Thanked for the order"), ""),
)
"""What people talk about: template, description, evaluation."""
