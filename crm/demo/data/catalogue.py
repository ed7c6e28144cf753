"""What Arredamenti Meridiana sells and buys: furniture, services around it, and what is charged besides."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class Ware(NamedTuple):
    """An item with its names, price, cost, unit and VAT group; ``price`` and ``cost`` as they are printed."""

    italian: str
    english: str
    spanish: str
    price: str
    cost: str
    unit: str = "PCS"
    vat: str = "STANDARD"


UNITS = (
    ("BOX", _("Box"), 0),
    ("H", _("Hour"), 2),
    ("KM", _("Kilometre"), 1),
    ("LM", _("Linear metre"), 2),
    ("PCS", _("Piece"), 0),
    ("SET", _("Set"), 0),
    ("SQM", _("Square metre"), 2),
)
VAT_GROUPS = (
    ("EXEMPT", _("Exempt")),
    ("REDUCED", _("Reduced rate")),
    ("STANDARD", _("Standard rate")),
)
EXEMPT = _("Exempt from VAT, art. 10 DPR 633/1972")
WITHIN_EU = _("Intra-Community supply, art. 138 Directive 2006/112/EC")
EXPORT = _("Export, art. 146 Directive 2006/112/EC")
VAT_RATES = (
    ("DOMESTIC", "STANDARD", "IVA22", "22", "normal", ""),
    ("DOMESTIC", "REDUCED", "IVA10", "10", "normal", ""),
    ("DOMESTIC", "EXEMPT", "ESENTE", "0", "exempt", EXEMPT),
    ("EU", "STANDARD", "EU", "0", "reverse", WITHIN_EU),
    ("EU", "REDUCED", "EU", "0", "reverse", WITHIN_EU),
    ("EU", "EXEMPT", "EU", "0", "reverse", WITHIN_EU),
    ("FOREIGN", "STANDARD", "EXPORT", "0", "exempt", EXPORT),
    ("FOREIGN", "REDUCED", "EXPORT", "0", "exempt", EXPORT),
    ("FOREIGN", "EXEMPT", "EXPORT", "0", "exempt", EXPORT),
)
ITEMS = (
    Ware(
        "Scrivania Meridiana 160 × 80", "Desk Meridiana 160 × 80", "Escritorio Meridiana 160 × 80", "489.00", "265.00"
    ),
    Ware(
        "Scrivania Meridiana 180 × 80", "Desk Meridiana 180 × 80", "Escritorio Meridiana 180 × 80", "549.00", "298.00"
    ),
    Ware("Scrivania regolabile Alba", "Sit-stand desk Alba", "Escritorio regulable Alba", "890.00", "520.00"),
    Ware(
        "Tavolo riunioni Consiglio 240",
        "Meeting table Consiglio 240",
        "Mesa de reuniones Consiglio 240",
        "1290.00",
        "710.00",
    ),
    Ware(
        "Tavolo riunioni Consiglio 360",
        "Meeting table Consiglio 360",
        "Mesa de reuniones Consiglio 360",
        "1890.00",
        "1040.00",
    ),
    Ware("Sedia operativa Brezza", "Task chair Brezza", "Silla operativa Brezza", "329.00", "178.00"),
    Ware(
        "Sedia operativa Brezza, con braccioli",
        "Task chair Brezza with armrests",
        "Silla operativa Brezza con brazos",
        "374.00",
        "204.00",
    ),
    Ware(
        "Poltrona direzionale Maestrale",
        "Executive chair Maestrale",
        "Sillón de dirección Maestrale",
        "690.00",
        "372.00",
    ),
    Ware("Sedia visitatore Scirocco", "Visitor chair Scirocco", "Silla de confidente Scirocco", "145.00", "71.00"),
    Ware("Sedia impilabile Onda", "Stacking chair Onda", "Silla apilable Onda", "79.00", "34.50"),
    Ware("Cassettiera su ruote", "Mobile pedestal", "Cajonera con ruedas", "219.00", "112.00"),
    Ware("Armadio alto 100 × 200", "Tall cabinet 100 × 200", "Armario alto 100 × 200", "529.00", "287.00"),
    Ware("Armadio basso 100 × 80", "Low cabinet 100 × 80", "Armario bajo 100 × 80", "319.00", "169.00"),
    Ware("Libreria modulare", "Modular bookcase", "Estantería modular", "412.50", "221.00"),
    Ware("Parete divisoria fonoassorbente", "Acoustic partition", "Mampara fonoabsorbente", "148.00", "82.00", "SQM"),
    Ware("Pannello acustico da soffitto", "Acoustic ceiling panel", "Panel acústico de techo", "96.40", "51.20", "SQM"),
    Ware("Bancone reception Porto", "Reception counter Porto", "Mostrador de recepción Porto", "2450.00", "1380.00"),
    Ware(
        "Divano attesa Laguna, due posti",
        "Waiting sofa Laguna, two seats",
        "Sofá de espera Laguna, dos plazas",
        "980.00",
        "540.00",
    ),
    Ware("Tavolino Laguna", "Coffee table Laguna", "Mesa baja Laguna", "189.00", "92.00"),
    Ware("Appendiabiti Bora", "Coat stand Bora", "Perchero Bora", "84.90", "39.00"),
    Ware("Lampada da tavolo Lucciola", "Desk lamp Lucciola", "Lámpara de mesa Lucciola", "118.00", "61.00"),
    Ware("Lampada a sospensione Cometa", "Pendant lamp Cometa", "Lámpara colgante Cometa", "264.00", "139.00"),
    Ware("Canalina passacavi", "Cable channel", "Canaleta pasacables", "18.35", "8.10", "LM"),
    Ware("Presa multipla da incasso", "Built-in power socket", "Toma múltiple empotrable", "64.90", "31.00"),
    Ware("Moquette a quadrotte", "Carpet tiles", "Moqueta en losetas", "38.75", "21.30", "SQM"),
    Ware(
        "Lavagna magnetica 180 × 120", "Magnetic whiteboard 180 × 120", "Pizarra magnética 180 × 120", "176.00", "88.00"
    ),
    Ware(
        "Contenitori per archivio, 20 pezzi",
        "Archive boxes, 20 pieces",
        "Cajas de archivo, 20 unidades",
        "42.00",
        "19.80",
        "BOX",
    ),
    Ware("Set raccolta differenziata", "Recycling bin set", "Juego de reciclaje", "134.00", "66.00", "SET"),
    Ware(
        "Ausilio ergonomico per postazione",
        "Ergonomic workplace aid",
        "Ayuda ergonómica de puesto",
        "212.00",
        "118.00",
        "PCS",
        "REDUCED",
    ),
)
SERVICES = (
    Ware("Progettazione degli spazi", "Space planning", "Diseño de espacios", "85.00", "48.00", "H"),
    Ware("Montaggio", "Assembly", "Montaje", "42.00", "27.00", "H"),
    Ware("Consegna al piano", "Delivery to floor", "Entrega en planta", "65.00", "38.00"),
    Ware("Ritiro e smaltimento dell'usato", "Removal and disposal", "Retirada y eliminación", "180.00", "110.00"),
    Ware("Manutenzione delle sedute", "Chair maintenance", "Mantenimiento de sillas", "55.00", "31.00", "H"),
    Ware("Corso di ergonomia", "Ergonomics course", "Curso de ergonomía", "390.00", "210.00", "PCS", "EXEMPT"),
)
ACCOUNTS = (
    Ware("Trasporto", "Freight", "Transporte", "0.00", "0.00"),
    Ware("Imballo", "Packaging", "Embalaje", "0.00", "0.00"),
    Ware("Chilometri percorsi", "Kilometres travelled", "Kilómetros recorridos", "0.55", "0.32", "KM"),
)
BLOCKED = {"Lampada da tavolo Lucciola": "purchases", "Sedia impilabile Onda": "all"}
"""Withdrawn: no longer bought, or not even sold."""
