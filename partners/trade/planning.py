"""What a document would come to if it were saved as it was typed. Nothing is written and nothing locked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crm.kit.refusal import Refused
from crm.kit.unit import unit
from partners.trade import calculate, line_rules, ordering, prices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partners.trade.models import Document, DocumentLine
    from partners.trade.totals import Totals


@dataclass
class Plan:
    """What would be there: totals unless something stands in the way, and what is wrong with which line."""

    totals: Totals | None = None
    problem: str = ""
    refused: dict[int, Refused] = field(default_factory=dict)
    """By the place of the line among those that were typed."""


def planned(
    document: Document,
    typed: Sequence[DocumentLine],
    before: Sequence[DocumentLine | None],
    others: Sequence[DocumentLine] = (),
) -> Plan:
    """What ``document`` would come to with ``typed`` lines, which had been ``before``, and ``others`` as they stand.

    Header and typed lines hold afterwards what a save would store. A few queries for the header, one for the rates.
    """
    plan = Plan()
    with unit():
        plan.problem = _derived(document)
        lines: list[DocumentLine] = [*others]
        for line in lines:
            line.document = document
            _carry_over(line, document)
        for place, (line, was) in enumerate(zip(typed, before, strict=True)):
            line.document, line.stored, line.line_no = document, was, line.line_no or ordering.STEP
            if was is not None:
                untyped = [name for name in prices.FOLLOWING if getattr(line, name) == getattr(was, name)]
                _carry_over(was, document)
                for name in untyped:
                    setattr(line, name, getattr(was, name))
            try:
                line_rules.settle(line)
                lines.append(line)
            except Refused as refused:
                plan.refused[place] = refused
        try:
            plan.totals = calculate.calculated(document, sorted(lines, key=lambda line: line.line_no))
        except Refused as refused:
            plan.problem = refused.sentence
    return plan


def _carry_over(line: DocumentLine, document: Document) -> None:
    """As saving the header would do."""
    if document.stored is not None and prices.differ(document.stored, document):
        prices.carry_over(line, document.stored, document)


def _derived(document: Document) -> str:
    """The header holds what follows from its parties and terms; or a sentence about why nothing does."""
    stored = None if document._state.adding else type(document)._base_manager.filter(pk=document.pk).first()
    document.stored = stored
    try:
        document.derive()
    except Refused as refused:
        return refused.sentence
    return ""
