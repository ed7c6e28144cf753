"""How far a line has come, typed by hand: in the form of its numbers, and never back (ruling 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.kit.context import Cause, current_gesture
from crm.kit.refusal import Refused
from setup.numbering import numbers

if TYPE_CHECKING:
    from setup.numbering.models import NumberSeriesLine

LAST = "last_no_used"


def is_undoing() -> bool:
    """What comes back brings its number along (decisions, ruling 10)."""
    gesture = current_gesture()
    return gesture is not None and gesture.cause is Cause.UNDONE


def adapted_last(line: NumberSeriesLine) -> str:
    """The last number used of ``line`` in the form of its starting number; digits alone are enough.

    Raises ValidationError where it has another form or lies beyond the end.
    """
    form, typed = numbers.split(line.starting_no), numbers.split(line.last_no_used)
    if (typed.prefix, typed.suffix) not in {("", ""), (form.prefix, form.suffix)}:
        raise ValidationError({LAST: ValidationError(_not_like(line), code="form_of_last")})
    if line.ending_no and typed.value > numbers.value_of(line.ending_no):
        raise ValidationError({LAST: ValidationError(_("The last number used lies beyond the ending number."))})
    return form.at(typed.value)


def refuse_going_back(line: NumberSeriesLine, before: NumberSeriesLine) -> None:
    """``line`` does not say that it had come less far than ``before``, unless that is undone. Raises Refused.

    A line whose numbers have another form from now on begins anew.
    """
    last = before.last_no_used
    if is_undoing() or line.last_no_used == last or not _have_one_form(line, before):
        return
    if line.last_no_used and not numbers.has_same_form(line.last_no_used, line.starting_no):
        raise Refused(_not_like(line), field=LAST, record=line)
    if last and (not line.last_no_used or numbers.value_of(line.last_no_used) < numbers.value_of(last)):
        sentence = _("The numbers up to %(last)s are used, and a number once used stays used. Enter a later one.")
        raise Refused(sentence % {"last": last}, field=LAST, record=line)


def _have_one_form(line: NumberSeriesLine, before: NumberSeriesLine) -> bool:
    return numbers.has_same_form(line.starting_no, before.starting_no)


def _not_like(line: NumberSeriesLine) -> str:
    return _("The last number used must look like the starting number, %(starting)s.") % {"starting": line.starting_no}
