"""Customers and vendors without a contact, as if they were older than the contacts.

The first is the cooperative that is a contact already: same VAT number, name written differently.
"""

from __future__ import annotations

from crm.demo.data.records import Firm

FIRMS = (
    Firm(
        name="ETNA AGRUMI SOC. COOP.",
        country="IT",
        vat="0524918087",
        registration="CT-349027",
        street="Via D. Tempio 60",
        post_code="95131",
        phone="+39 095 746 2199",
        domain="etnaagrumi",
        roles=("customer",),
        people=(),
    ),
    Firm(
        name="Gelateria Piazza Grande S.r.l.",
        country="IT",
        vat="0318462036",
        registration="MO-391746",
        street="Via Castellaro 15",
        post_code="41121",
        phone="+39 059 427 1830",
        domain="gelateriapiazzagrande",
        roles=("customer",),
        people=(),
    ),
    Firm(
        name="Peluquerías Alhambra, S.L.",
        country="ES",
        vat="B1850274",
        registration="GR-28417",
        street="Calle Recogidas 33",
        post_code="18001",
        phone="+34 958 21 74 60",
        domain="peluqueriasalhambra",
        roles=("customer",),
        people=(),
    ),
    Firm(
        name="Vetreria Lagunare S.r.l.",
        country="IT",
        vat="0462719027",
        registration="VE-384102",
        street="Fondamenta Nove 5012",
        post_code="30121",
        phone="+39 041 527 3840",
        domain="vetrerialagunare",
        roles=("vendor",),
        people=(),
    ),
    Firm(
        name="Harcourt Courier Services Ltd",
        country="GB",
        vat="8427015",
        registration="07261948",
        street="104 Euston Road",
        post_code="NW1 2DB",
        phone="+44 20 7946 0299",
        domain="harcourtcouriers",
        currency="GBP",
        roles=("vendor",),
        people=(),
    ),
)
