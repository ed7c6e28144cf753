"""Our salespeople and purchasers, and who looks after which territory."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

STAFF = (
    ("AB", "Alessandro Bellini", _("Area manager"), "+39 348 550 1172"),
    ("CM", "Chiara Marchetti", _("Area manager"), "+39 335 550 1184"),
    ("EG", "Esther Gómez Prieto", _("Area manager"), "+34 629 55 01 93"),
    ("FT", "Filippo Tassinari", _("Purchaser"), "+39 347 550 1206"),
    ("IR", "Iker Romero Díez", _("Salesperson"), "+34 618 55 02 17"),
    ("JW", "Judith Wainwright", _("Area manager"), "+44 7400 901228"),
    ("RM", "Renata Mazzoleni", _("Head of purchasing"), "+39 349 550 1239"),
    ("TK", "Thomas Kavanagh", _("Salesperson"), "+353 87 155 0124"),
)
LEFT = ("IR",)
"""Salespeople who left: blocked, they keep the contacts they have."""

SALESPEOPLE = {
    "ES-CE": "EG",
    "ES-LE": "EG",
    "ES-NO": "IR",
    "ES-SU": "EG",
    "GB-NO": "JW",
    "GB-SC": "JW",
    "GB-SO": "JW",
    "IE": "TK",
    "IT-CE": "CM",
    "IT-NE": "AB",
    "IT-NW": "AB",
    "IT-SU": "CM",
}
PURCHASERS = {"IT": "FT", "ES": "RM", "GB": "RM", "IE": "RM"}
TREASURER = "RM"
DOMAIN = "arredamenti-meridiana"
