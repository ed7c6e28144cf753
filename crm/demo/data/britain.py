"""Firms in the United Kingdom. Phone numbers come from the ranges that Ofcom keeps free for drama."""

from __future__ import annotations

from crm.demo.data.records import Account, Firm, Person

FIRMS = (
    Firm(
        name="Severn & Wye Bank plc", country="GB", vat="7412836", registration="01984273",
        street="14 College Green", post_code="BS1 5TR", phone="+441174960120", domain="severnwyebank",
        currency="GBP", roles=("customer", "vendor", "bank_account"), credit_limit=55000,
        account=Account("SWYB", "405517", "31082746", "SWYBGB2LXXX"),
        people=(
            Person("Margaret Thornbury", "F", "DIR", "Branch director", "+447700900114"),
            Person("Daniel Hargreave", "M", "PRO", "Relationship manager", "+447700900127"),
            Person("Priya Raman", "F", "MGR", "Workplace services"),
        ),
    ),
    Firm(
        name="Aldersgate Interiors Ltd", country="GB", vat="3186402", registration="07316284",
        street="5 Gresham Street", post_code="EC2V 7HH", phone="+442079460134", domain="aldersgateinteriors",
        currency="GBP", roles=("customer",), credit_limit=140000,
        people=(
            Person("Eleanor Whitcombe", "F", "CEO", "Managing director", "+447700900138"),
            Person("Oliver Pennington", "M", "DIR", "Procurement director", "+447700900149"),
            Person("Samuel Okafor", "M", "PRO", "Project manager"),
        ),
    ),
    Firm(
        name="Threadgold & Marsh LLP", country="GB", vat="4820175", registration="OC341827",
        street="31 Threadneedle Street", post_code="EC2R 8AH", phone="+442079460158", domain="threadgoldmarsh",
        currency="GBP", roles=("customer",), credit_limit=60000,
        people=(
            Person("Charlotte Threadgold", "F", "CEO", "Senior partner", "+447700900152"),
            Person("Henry Marsh", "M", "CEO", "Partner"),
            Person("Aisha Siddiqui", "F", "MGR", "Office manager", "+447700900163"),
        ),
    ),
    Firm(
        name="Bankside Review Media Ltd", country="GB", vat="2947381", registration="05872916",
        street="60 Sumner Street", post_code="SE1 9TG", phone="+442079460171", domain="banksidereview",
        currency="GBP", relations=("PRESS",),
        people=(
            Person("Rupert Ashdown", "M", "CEO", "Editor", "+447700900176"),
            Person("Naomi Fielding", "F", "PRO", "Business reporter"),
        ),
    ),
    Firm(
        name="Irwell Textiles Ltd", country="GB", vat="6158294", registration="02764190",
        street="9 Lloyd Street", post_code="M2 5DB", phone="+441614960182", domain="irwelltextiles",
        currency="GBP", roles=("vendor",),
        people=(
            Person("Geoffrey Entwistle", "M", "DIR", "Sales director", "+447700900185"),
            Person("Hannah Booth", "F", "ASST", "Customer service"),
        ),
    ),
    Firm(
        name="Northgate Serviced Offices Ltd", country="GB", vat="5073816", registration="08124735",
        street="20 Portland Crescent", post_code="LS1 1UR", phone="+441134960193", domain="northgateoffices",
        currency="GBP", roles=("customer",), credit_limit=75000,
        people=(
            Person("Victoria Clegg", "F", "CEO", "Chief executive", "+447700900195"),
            Person("James Ogden", "M", "DIR", "Operations director", "+447700900208"),
            Person("Leah Sutcliffe", "F", "ASST", "Purchase ledger"),
        ),
    ),
    Firm(
        name="Colmore Seating Company Ltd", country="GB", vat="8301947", registration="03618472",
        street="77 Edmund Street", post_code="B1 1BB", phone="+441214960204", domain="colmoreseating",
        currency="GBP", roles=("customer", "vendor"), credit_limit=50000,
        people=(
            Person("Nigel Fairbrother", "M", "CEO", "Managing director", "+447700900212"),
            Person("Jasmine Gill", "F", "MGR", "Export manager", "+447700900219"),
        ),
    ),
    Firm(
        name="Mersey Dockside Hotels Ltd", country="GB", vat="9164028", registration="09417362",
        street="3 Lime Street", post_code="L1 1JD", phone="+441514960215", domain="merseydockside",
        currency="GBP", roles=("customer",), credit_limit=65000,
        people=(
            Person("Catherine Molyneux", "F", "DIR", "Group buyer", "+447700900224"),
            Person("Liam Rimmer", "M", "MGR", "Facilities manager"),
        ),
    ),
    Firm(
        name="Lothian Laboratories Ltd", country="GB", vat="1930574", registration="SC284716",
        street="18 Cockburn Street", post_code="EH1 1YJ", phone="+441314960226", domain="lothianlabs",
        currency="GBP", roles=("customer",), credit_limit=40000,
        people=(
            Person("Fiona Drummond", "F", "DIR", "Laboratory director", "+447700900231"),
            Person("Callum Geddes", "M", "PRO", "Estates officer", "+447700900236"),
            Person("Isla Buchan", "F", "ASST", "Accounts payable"),
        ),
    ),
    Firm(
        name="Clyde Valley Removals Ltd", country="GB", vat="2750831", registration="SC193508",
        street="40 Cochrane Street", post_code="G2 1DU", phone="+441414960237", domain="clydevalleyremovals",
        currency="GBP", roles=("customer", "vendor"), credit_limit=15000,
        people=(
            Person("Ewan McAllister", "M", "CEO", "Owner", "+447700900243"),
            Person("Moira Dunlop", "F", "MGR", "Bookings manager"),
        ),
    ),
    Firm(
        name="Cam Valley Instruments Ltd", country="GB", vat="6427193", registration="06183927",
        street="2 Station Road", post_code="CB1 2JW", phone="+441632960248", domain="camvalleyinstruments",
        currency="GBP", roles=("customer",), credit_limit=35000,
        people=(
            Person("Timothy Lockwood", "M", "CEO", "Founder", "+447700900254"),
            Person("Grace Adeyemi", "F", "MGR", "Operations manager", "+447700900257"),
        ),
    ),
    Firm(
        name="Isis Academic Press Ltd", country="GB", vat="7018462", registration="04729183",
        street="12 St Aldates", post_code="OX1 1BX", phone="+441632960259", domain="isisacademicpress",
        currency="GBP", relations=("PROS",),
        people=(
            Person("Philippa Hartnell", "F", "DIR", "Publishing director", "+447700900263"),
            Person("Edmund Castle", "M", "PRO", "Office services"),
            Person("Rosalind Peake", "F", "CEO", "Managing director"),
        ),
    ),
)
