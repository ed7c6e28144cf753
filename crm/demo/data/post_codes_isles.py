"""British and Irish post codes by territory, the larger places first: those of town halls and stations."""

from __future__ import annotations

from crm.demo.data.records import Place

BRITAIN: dict[str, tuple[Place, ...]] = {
    "GB-SO": (
        Place("EC2V 7HH", "London", "Greater London"),
        Place("EC2R 8AH", "London", "Greater London"),
        Place("SE1 9TG", "London", "Greater London"),
        Place("NW1 2DB", "London", "Greater London"),
        Place("WC1B 3DG", "London", "Greater London"),
        Place("BS1 5TR", "Bristol", "Bristol"),
        Place("BS1 6QF", "Bristol", "Bristol"),
        Place("CF10 4UW", "Cardiff", "South Glamorgan"),
        Place("OX1 1BX", "Oxford", "Oxfordshire"),
        Place("CB1 2JW", "Cambridge", "Cambridgeshire"),
    ),
    "GB-NO": (
        Place("B1 1BB", "Birmingham", "West Midlands"),
        Place("B2 4QA", "Birmingham", "West Midlands"),
        Place("LS1 1UR", "Leeds", "West Yorkshire"),
        Place("S1 2HH", "Sheffield", "South Yorkshire"),
        Place("M2 5DB", "Manchester", "Greater Manchester"),
        Place("L1 1JD", "Liverpool", "Merseyside"),
        Place("NE1 8QH", "Newcastle upon Tyne", "Tyne and Wear"),
        Place("NG2 3AQ", "Nottingham", "Nottinghamshire"),
        Place("YO24 1AB", "York", "North Yorkshire"),
    ),
    "GB-SC": (
        Place("G2 1DU", "Glasgow", "Lanarkshire"),
        Place("G12 8QQ", "Glasgow", "Lanarkshire"),
        Place("EH1 1YJ", "Edinburgh", "Midlothian"),
        Place("BT1 5GS", "Belfast", "County Antrim"),
    ),
}
IRELAND: dict[str, tuple[Place, ...]] = {
    "IE": (
        Place("D08 RF3F", "Dublin", "County Dublin"),
        Place("D02 PN40", "Dublin", "County Dublin"),
        Place("D01 F5P2", "Dublin", "County Dublin"),
        Place("T12 T997", "Cork", "County Cork"),
        Place("V94 EH90", "Limerick", "County Limerick"),
        Place("H91 X4K8", "Galway", "County Galway"),
        Place("X91 PK15", "Waterford", "County Waterford"),
        Place("A91 KFW6", "Dundalk", "County Louth"),
    ),
}
