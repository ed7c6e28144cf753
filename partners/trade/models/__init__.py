"""The catalogue and the documents."""

from partners.trade.models.catalogue import Item, ItemKind, ItemTranslation
from partners.trade.models.comments import DocumentComment
from partners.trade.models.documents import MODELS, Document
from partners.trade.models.kinds import (
    BlanketPurchaseOrder,
    BlanketSalesOrder,
    PurchaseOrder,
    PurchaseQuote,
    SalesOrder,
    SalesQuote,
    ServiceOrder,
    ServiceQuote,
)
from partners.trade.models.lines import DocumentLine, LineKind
from partners.trade.models.runs import Run
from partners.trade.models.service import ServiceItemLine
from partners.trade.models.versions import DocumentVersion

__all__ = [
    "MODELS",
    "BlanketPurchaseOrder",
    "BlanketSalesOrder",
    "Document",
    "DocumentComment",
    "DocumentLine",
    "DocumentVersion",
    "Item",
    "ItemKind",
    "ItemTranslation",
    "LineKind",
    "PurchaseOrder",
    "PurchaseQuote",
    "Run",
    "SalesOrder",
    "SalesQuote",
    "ServiceItemLine",
    "ServiceOrder",
    "ServiceQuote",
]
