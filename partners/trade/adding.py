"""Many lines at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from crm.kit.bulk import create_rows
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import calculate, guard, line_rules, ordering
from partners.trade.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partners.trade.models import DocumentLine


def add_lines(document: Document, lines: Sequence[DocumentLine]) -> None:
    """``lines``, whose columns are valid, stand at the end of ``document``, filled and calculated like typed ones.

    Raises Refused, naming the row. Locks the document; a few statements, however many lines.
    """
    with unit():
        standing = type(document).stored_rows().filter(pk=document.pk).first()
        if standing is None:
            raise Refused(_("%(record)s was deleted meanwhile.") % {"record": document.title})
        if not standing.is_open:
            raise guard.closed(standing)
        last = line_rules.next_no(standing.lines) - ordering.STEP
        for place, (line, number) in enumerate(zip(lines, ordering.anew(len(lines), after=last), strict=True), 1):
            line.document, line.line_no = standing, number
            try:
                line_rules.settle(line)
            except Refused as refused:
                values = {"row": place, "reason": refused.sentence}
                raise Refused(_("Row %(row)s: %(reason)s") % values, record=refused.record) from refused
        create_rows(lines)
        calculate.later(standing)
