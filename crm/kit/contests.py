"""What two people disagree about in a form: a field that both changed, a row that one deleted and one changed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm.kit.following import FollowingForm

if TYPE_CHECKING:
    from collections.abc import Mapping

MINE, THEIRS = "mine", "theirs"

ROW = "row"
"""The name of a conflict that is about a whole row: somebody else deleted what the user changed."""


class Conflict(NamedTuple):
    """A field that the user and somebody else changed to different values; ``was`` is what both had seen.

    Of a row that the user deletes and somebody else changed, ``was`` and ``theirs`` hold what changed, by column; of a
    row that somebody else deleted and the user changed, ``was`` and ``mine`` do.
    """

    name: str
    label: str
    was: Any
    theirs: Any
    mine: Any
    seen: str


def fingerprint(value: Any) -> str:
    """What tells ``value`` from another one, in a few letters."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]


class RowForm(FollowingForm):
    """The form of something that may be a row, and may have been deleted while somebody was typing (H3).

    A lost row that its user left alone or deletes too is let go. One that holds something typed is asked about: it is
    let go, or becomes a new row with all that it shows.
    """

    conflicts: list[Conflict]

    noted_as: ClassVar[Mapping[str, str]] = {}
    """What the history calls fields that are no columns."""

    is_lost = False
    """Somebody else deleted the row."""

    is_let_go = False
    """A lost row that is not wanted any more: nothing in it is looked at."""

    if TYPE_CHECKING:

        @cached_property
        def touched(self) -> frozenset[str]: ...

        @cached_property
        def opened(self) -> dict[str, Any]: ...

    def in_words(self, name: str, value: Any) -> str | None:
        """How people read a value of a field that is no column; ``None`` where it is one."""
        return None

    def lose(self) -> None:
        """The row exists no longer. To be called before the form is checked."""
        self.is_lost = True
        deleted = self.data.get(self.add_prefix(DELETION_FIELD_NAME))
        if deleted or not self.touched or self._choice == f"{THEIRS}:{self._seen}":
            self.is_let_go = self.empty_permitted = True
            self.touched = frozenset()

    def clean(self) -> dict[str, Any]:
        """Nobody loses what was typed into a lost row: its user says what becomes of it."""
        cleaned = super().clean() or self.cleaned_data
        if self.is_lost and self._choice != f"{MINE}:{self._seen}":
            self.add_error(None, _("This row was deleted meanwhile."))
            names = [name for name in self.fields if name in self.touched and name in self.opened]
            was, mine = ({name: held[name] for name in names if name in held} for held in (self.opened, cleaned))
            self.conflicts.append(Conflict(ROW, "", was, None, mine, self._seen))
        return cleaned

    @property
    def _choice(self) -> str:
        return str(self.data.get(self.add_prefix(f"keep-{ROW}"), ""))

    @property
    def _seen(self) -> str:
        return fingerprint(self.prefix)
