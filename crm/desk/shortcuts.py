"""What keys do, for people: the list behind Shift+? (ux 3.9). The scripts of the kit and of trade act on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Shortcut(NamedTuple):
    """Keys that are pressed together, and what they do."""

    does: str | Promise
    pressed: tuple[str | Promise, ...]


class Shortcuts(NamedTuple):
    """Those that work in one place."""

    title: str | Promise
    keys: tuple[Shortcut, ...]


CTRL, SHIFT = pgettext_lazy("key", "Ctrl"), pgettext_lazy("key", "Shift")
ENTER, SPACE, DELETE, INSERT = (
    pgettext_lazy("key", "Enter"),
    pgettext_lazy("key", "Space"),
    pgettext_lazy("key", "Delete"),
    pgettext_lazy("key", "Insert"),
)

SHORTCUTS = (
    Shortcuts(
        _("Everywhere"),
        (
            Shortcut(_("Search everywhere"), (CTRL, "K")),
            Shortcut(_("Search everywhere"), ("Alt", "Q")),
            Shortcut(_("Show these keys"), (SHIFT, "?")),
            Shortcut(_("Close what is open above the page"), ("Esc",)),
        ),
    ),
    Shortcuts(
        _("Lists"),
        (
            Shortcut(_("New record in this list"), ("Alt", "N")),
            Shortcut(_("Search in this list"), ("F3",)),
            Shortcut(_("Add a filter"), (SHIFT, "F3")),
            Shortcut(_("Filter to the value of this cell"), ("Alt", "F3")),
            Shortcut(_("Sort by this column"), ("Alt", "F7")),
            Shortcut(_("Move between rows"), ("↑ ↓",)),
            Shortcut(_("Open the card"), (ENTER,)),
            Shortcut(_("Preview beside the list"), (SPACE,)),
            Shortcut(_("Edit the row in place"), ("F2",)),
            Shortcut(_("Select the row"), (CTRL, SPACE)),
        ),
    ),
    Shortcuts(
        _("Cards and forms"),
        (
            Shortcut(_("Save what was typed"), (CTRL, "S")),
            Shortcut(_("Save and make another"), ("Alt", SHIFT, "N")),
            Shortcut(_("Next record of the list"), (CTRL, "↓")),
            Shortcut(_("Previous record of the list"), (CTRL, "↑")),
            Shortcut(_("Fold or unfold the section"), ("Alt", "F6")),
            Shortcut(_("Show or hide the fact boxes"), ("Alt", "F2")),
            Shortcut(_("Open a list of choices"), ("Alt", "↓")),
        ),
    ),
    Shortcuts(
        _("Lines of documents"),
        (
            Shortcut(_("Insert a line"), (CTRL, INSERT)),
            Shortcut(_("Delete the line"), (CTRL, DELETE)),
            Shortcut(_("Copy the cell above"), ("F8",)),
            Shortcut(_("Release the document"), (CTRL, "F9")),
            Shortcut(_("Print the document"), (CTRL, "P")),
        ),
    ),
    Shortcuts(
        _("Alone, for whoever switched them on"),
        (Shortcut(_("Edit the card"), ("E",)), Shortcut(_("Search from here"), ("/",))),
    ),
)
