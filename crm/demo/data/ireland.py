"""Firms in Ireland."""

from __future__ import annotations

from crm.demo.data.records import Account, Firm, Person

FIRMS = (
    Firm(
        name="Corrib Mutual Bank DAC",
        country="IE",
        vat="6471829",
        registration="418273",
        street="7 College Road",
        post_code="H91 X4K8",
        phone="+353 91 533 140",
        domain="corribmutual",
        roles=("bank_account",),
        account=Account("CMBK", "938124", "40718263", "CMBKIE2G"),
        people=(
            Person("Aoife Ní Fhlatharta", "F", "DIR", "Branch manager", "+353 87 183 7402"),
            Person("Cian Conneely", "M", "PRO", "Business adviser"),
        ),
    ),
    Firm(
        name="Liffey Quay Coworking Ltd",
        country="IE",
        vat="3618274",
        registration="537194",
        street="21 Wood Quay",
        post_code="D08 RF3F",
        phone="+353 1 671 9420",
        domain="liffeyquay",
        roles=("customer",),
        credit_limit=45000,
        people=(
            Person("Niamh Gallagher", "F", "CEO", "Managing director", "+353 86 294 7108"),
            Person("Eoin Brennan", "M", "DIR", "Head of property", "+353 85 730 1846"),
            Person("Sinéad Walsh", "F", "ASST", "Community assistant"),
        ),
    ),
    Firm(
        name="Lee Valley Joinery Ltd",
        country="IE",
        vat="8254719",
        registration="284615",
        street="15 Anglesea Street",
        post_code="T12 T997",
        phone="+353 21 431 7260",
        domain="leevalleyjoinery",
        roles=("customer", "vendor"),
        credit_limit=20000,
        people=(
            Person("Declan O'Mahony", "M", "CEO", "Owner", "+353 86 810 4723"),
            Person("Gráinne Twomey", "F", "MGR", "Accounts"),
        ),
    ),
    Firm(
        name="Shannon Estuary Freight Ltd",
        country="IE",
        vat="4719036",
        registration="362918",
        street="8 Merchants Quay",
        post_code="V94 EH90",
        phone="+353 61 417 290",
        domain="shannonfreight",
        roles=("vendor",),
        people=(
            Person("Padraig Hennessy", "M", "DIR", "Commercial director", "+353 87 203 6184"),
            Person("Ciara Moloney", "F", "PRO", "Customs clerk"),
        ),
    ),
    Firm(
        name="Suir Valley Foods Ltd",
        country="IE",
        vat="5830261",
        registration="471028",
        street="4 The Mall",
        post_code="X91 PK15",
        phone="+353 51 874 360",
        domain="suirvalleyfoods",
        roles=("customer",),
        credit_limit=30000,
        people=(
            Person("Tadhg Power", "M", "CEO", "Managing director", "+353 86 174 9025"),
            Person("Orla Kiely Roche", "F", "MGR", "Purchasing manager", "+353 87 920 4816"),
            Person("Fergal Whelan", "M", "PRO", "Plant engineer"),
        ),
    ),
)
