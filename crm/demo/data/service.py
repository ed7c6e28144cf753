"""What is serviced: why somebody called, on what, how long ago, and how far it is."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class Thing(NamedTuple):
    """One service item; ``ware`` is its name in the catalogue, blank for what does not come from us."""

    description: str
    fault: str
    serial_no: str = ""
    ware: str = ""
    repair: str = "initial"


class Job(NamedTuple):
    """A service order, or a quote for one. ``fate`` says what became of it."""

    description: str
    days: int
    fate: str
    things: tuple[Thing, ...]
    hours: int = 2
    priority: str = "medium"
    is_quote: bool = False


SQUEAKS = _("Squeaks when one leans back")
LOOSE = _("The armrest is loose")
DEAD = _("Does not light up any more")
SCRATCHED = _("The top is scratched")

JOBS = (
    Job(_("Yearly maintenance of the chairs"), 3, "quoted", (Thing(_("Office chairs, 24 pieces"), ""),), is_quote=True),
    Job(_("Castors for parquet"), 6, "offered", (Thing(_("Office chairs, 24 pieces"), ""),), is_quote=True, hours=3),
    Job(_("New gas springs"), 8, "accepted", (Thing(_("Office chair"), _("Sinks by itself")),), is_quote=True),
    Job(_("Shelves that sag"), 70, "lapsed", (Thing(_("Cupboard"), _("Two shelves are bent")),), is_quote=True),
    Job(_("New tops for the meeting tables"), 20, "canceled", (Thing(_("Meeting table"), SCRATCHED),), is_quote=True),
    Job(
        _("Chairs of the call centre"),
        12,
        "ordered",
        (Thing(_("Office chair"), SQUEAKS, "ON-24-0117"), Thing(_("Office chair"), LOOSE, "ON-24-0131")),
        is_quote=True,
        hours=5,
    ),
    Job(_("Chair in reception"), 1, "pending", (Thing(_("Office chair"), SQUEAKS, "ON-25-0042"),), priority="high"),
    Job(
        _("Lamps on the second floor"),
        4,
        "started",
        (
            Thing("", DEAD, "LU-3301", "Lampada a sospensione Cometa", "part_ordered"),
            Thing("", DEAD, "LU-3302", "Lampada a sospensione Cometa", "in_process"),
        ),
    ),
    Job(_("Desk of the director"), 9, "held", (Thing(_("Desk"), SCRATCHED, "", "", "waiting"),), priority="low"),
    Job(_("Power sockets in the training room"), 45, "finished", (Thing("", DEAD, "", "Presa multipla da incasso"),)),
    Job(_("Armrests after the move"), 80, "finished", (Thing(_("Office chair"), LOOSE, "ON-23-0911"),), hours=3),
    Job(_("Cupboard that does not close"), 15, "dropped", (Thing(_("Cupboard"), _("The lock is jammed")),)),
)
