"""Documents on paper: a real PDF in the reader's language, kept, counted and recorded (T5, T6, b.3, b.4)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from contacts.interactions.models import Attachment, Interaction
from crm.kit.deletion import DeletionRefused
from crm.kit.refusal import Refused
from partners.models import Customer
from partners.trade import flow, outgoing
from partners.trade.kinds import NATURES
from partners.trade.models import (
    MODELS,
    BlanketSalesOrder,
    Document,
    DocumentVersion,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
)
from partners.trade.printing import page, pdf
from setup.models import CompanyInformation
from tests.factories.contacts import PersonFactory
from tests.factories.interactions import record_everything
from tests.factories.partners import Firm, firm
from tests.factories.setup import LanguageFactory
from tests.factories.trade import REDUCED, add, document, item
from tests.trade.paper import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trade")]


@pytest.fixture
def nordlys() -> Firm:
    """A firm that is everything."""
    return firm(name="Nordlys & Søn AS", address="Storgata 1", city="Oslo", email="post@nordlys.no")


@pytest.mark.parametrize("model", MODELS.values())
def test_every_kind_has_a_page_of_its_own(model: type[Document], nordlys: Firm) -> None:
    """T5: with number, parties, lines and sums; tagged, and titled."""
    party = NATURES[model.made_as].party
    made = document(model, (item("Desk", "489"), 2), **{party: getattr(nordlys, party)})

    content = pdf.rendered(made)

    words = text_of(content)
    assert content.startswith(b"%PDF-1.7")
    for expected in (made.no, "Nordlys & Søn AS", "Storgata 1", "Arredamenti Meridiana", "Desk"):
        assert expected in words
    reader = PdfReader(io.BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert made.no in str(reader.metadata.title if reader.metadata else "")


def test_sums_and_rates_are_printed_by_identifier(nordlys: Firm) -> None:
    """T4: in the language of the partner, with its separators."""
    nordlys.contact.language = LanguageFactory(code="IT", tag="it-IT")
    nordlys.contact.save()
    order = document(SalesOrder, (item("Scrivania", "1489.5"), 2), contact=nordlys.contact)
    add(order, item("Libro", "10", vat_product_group_id=REDUCED), 3)
    add(order, description="Consegna al piano")
    order = SalesOrder.objects.get()

    words = text_of(pdf.rendered(order))

    for expected in ("2.979,00", "655,38", "30,00", "3,00", "3.667,38 EUR", "Consegna al piano"):
        assert expected in words, words


def test_a_request_for_an_offer_names_no_prices(nordlys: Firm) -> None:
    """c.4."""
    quote = document(PurchaseQuote, (item("Desk", "489"), 2), vendor=nordlys.vendor)

    words = text_of(pdf.rendered(quote))

    assert "Desk" in words and "244" not in words


def test_texts_of_partners_are_only_texts(nordlys: Firm) -> None:
    """Nothing that somebody typed is taken for a command of the typesetter."""
    odd = '#import "x" $1$ \\ *b* _i_ <l> @r "q" `c`'
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, your_reference=odd[:35])
    add(order, description=odd)

    assert odd in text_of(pdf.rendered(SalesOrder.objects.get())).replace("\n", " ")


def test_printing_keeps_counts_and_records(nordlys: Firm) -> None:
    """T5, b.3: each time anew, with the very file; the document's own contact has the entry."""
    record_everything()
    ada = PersonFactory(name="Ada Rossi", company=nordlys.contact)
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer, contact=ada)

    first, second = outgoing.printed(order), outgoing.printed(order)

    order = SalesOrder.objects.get()
    assert (order.printed_count, order.versions.count()) == (2, 2)
    entry = Interaction.objects.order_by("pk").first()
    assert entry is not None and entry == first.interaction
    assert (entry.contact, entry.document, entry.description) == (ada, order, order.description)
    assert entry.attachment == first.file and order.no in text_of(first.file.file.read())
    assert second.version.version == 2
    assert Attachment.objects.count() <= 2


def test_recording_can_be_left_out_and_a_preview_leaves_nothing(nordlys: Firm) -> None:
    """b.3."""
    record_everything()
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer)

    pdf.rendered(order)
    assert not DocumentVersion.objects.exists()
    assert outgoing.printed(order, record=False).interaction is None

    assert not Interaction.objects.exists()
    assert SalesOrder.objects.get().printed_count == 1


def test_what_went_out_stays_what_it_was(nordlys: Firm) -> None:
    """T5: the document changes, its version does not."""
    order = document(SalesOrder, (item("Desk"), 1), customer=nordlys.customer)
    version = outgoing.printed(order).version
    line = order.lines.get()
    line.description = "Table"
    line.save()

    version.refresh_from_db()

    assert version.page["rows"][0]["texts"] == ["Desk"]
    assert "Desk" in text_of(version.pdf.file.read())  # type: ignore[union-attr]
    with pytest.raises(DeletionRefused, match="cannot be deleted any more"):
        SalesOrder.objects.get().delete()


def test_blocks_are_looked_at_before_anything_leaves(nordlys: Firm) -> None:
    """c.7: again at print."""
    order = document(SalesOrder, (item(), 1), customer=nordlys.customer)
    customer = Customer.objects.get(pk=nordlys.customer.pk)
    customer.blocked = "all"
    customer.save()

    with pytest.raises(Refused, match="is blocked"):
        outgoing.printed(order)
    assert not DocumentVersion.objects.exists()


def test_a_canceled_or_late_document_says_so_across_the_page(nordlys: Firm) -> None:
    """Section 12 of the brief."""
    day = timezone.localdate() - timedelta(days=60)
    late = document(SalesQuote, (item(), 1), customer=nordlys.customer, document_date=day)
    order = document(BlanketSalesOrder, (item("Chair"), 1), customer=nordlys.customer)

    assert page.watermark(late) == "Expired"
    assert page.watermark(flow.cancel(order)) == "Canceled"
    assert CompanyInformation.current().name in text_of(pdf.rendered(late))


def test_two_thousand_lines_are_one_document(nordlys: Firm) -> None:
    """Proof: a long document is printed whole."""
    from crm.kit.bulk import create_rows  # noqa: PLC0415
    from crm.kit.unit import unit  # noqa: PLC0415
    from partners.trade import calculate  # noqa: PLC0415
    from partners.trade.models import DocumentLine  # noqa: PLC0415

    order = document(SalesOrder, customer=nordlys.customer)
    with unit():
        lines = [
            DocumentLine(document=order, line_no=n, kind="account", description=f"Row {n}", quantity=1, amount=1)
            for n in range(1, 2001)
        ]
        create_rows(lines)
        calculate.refresh(order)

    words = text_of(pdf.rendered(SalesOrder.objects.get()))

    assert "Row 1 " in words and "Row 2000" in words and "2,000.00" in words
