"""Firms in the centre and the south of Italy."""

from __future__ import annotations

from crm.demo.data.records import Firm, Person

FIRMS = (
    Firm(
        name="Emiliana Macchine Utensili S.p.A.", country="IT", vat="0351628037", registration="BO-471903",
        street="Via Emilia Ponente 132", post_code="40133", phone="+390516417250", domain="emilianamacchine",
        name_2="Gruppo Malferrari", roles=("customer",), credit_limit=120000, currency="CHF",
        people=(
            Person("Lorenzo Malferrari", "M", "CEO", "Presidente", "+393351407728"),
            Person("Caterina Venturi", "F", "DIR", "Direttrice acquisti", "+393482604197"),
            Person("Fabio Gandolfi", "M", "MGR", "Facility manager", "+393459016634"),
        ),
    ),
    Firm(
        name="Ceramiche Fossalta S.p.A.", country="IT", vat="0297140036", registration="MO-284517",
        street="Via Radici in Piano 77", post_code="41049", phone="+390536884310", domain="ceramichefossalta",
        roles=("customer", "vendor"), credit_limit=70000,
        people=(
            Person("Giuseppe Fontanesi", "M", "DIR", "Direttore generale", "+393486120735"),
            Person("Barbara Cavani", "F", "MGR", "Responsabile acquisti"),
            Person("Alessio Montorsi", "M", "PRO", "Responsabile qualità"),
        ),
    ),
    Firm(
        name="Adriatica Congressi S.r.l.", country="IT", vat="0408215040", registration="RN-304918",
        street="Via della Fiera 23", post_code="47923", phone="+390541741860", domain="adriaticacongressi",
        roles=("customer",), credit_limit=20000,
        people=(
            Person("Sabrina Semprini", "F", "CEO", "Amministratrice unica", "+393337104826"),
            Person("Diego Angelini", "M", "MGR", "Responsabile allestimenti", "+393284417093"),
            Person("Noemi Zavatta", "F", "ASST", "Segreteria eventi"),
        ),
    ),
    Firm(
        name="Pelletteria Poggio Imperiale S.r.l.", country="IT", vat="0563047048", registration="FI-561280",
        street="Via Pisana 316", post_code="50143", phone="+390557348210", domain="pelletteriapoggio",
        roles=("customer",), credit_limit=30000,
        people=(
            Person("Niccolò Bencini", "M", "CEO", "Titolare", "+393396027418"),
            Person("Ginevra Landi", "F", "MGR", "Responsabile commerciale"),
        ),
    ),
    Firm(
        name="Agenzia Appia Comunicazione S.r.l.", country="IT", vat="1184926058", registration="RM-1348271",
        street="Via Nazionale 204", post_code="00184", phone="+390648907130", domain="appiacomunicazione",
        roles=("vendor",), relations=("PRESS",),
        people=(
            Person("Claudia De Santis", "F", "CEO", "Direttrice creativa", "+393475519260"),
            Person("Emanuele Proietti", "M", "PRO", "Ufficio stampa", "+393383740915"),
        ),
    ),
    Firm(
        name="Istituto Formazione Tiberina", country="IT", vat="0927318053", registration="RM-1177604",
        street="Viale dell'Arte 85", post_code="00144", phone="+390659214780", domain="formazionetiberina",
        roles=("customer",), credit_limit=25000,
        people=(
            Person("Antonella Ricci", "F", "DIR", "Direttrice", "+393289140672"),
            Person("Tommaso Cipriani", "M", "PRO", "Segreteria didattica"),
            Person("Margherita Fabbri", "F", "MGR", "Amministrazione"),
        ),
    ),
    Firm(
        name="Partenope Impianti S.r.l.", country="IT", vat="0682715063", registration="NA-817342",
        street="Via Galileo Ferraris 66", post_code="80142", phone="+390817342960", domain="partenopeimpianti",
        relations=("PROS",),
        people=(
            Person("Salvatore Esposito Marino", "M", "CEO", "Amministratore unico", "+393355902174"),
            Person("Carmela Iovine", "F", "ASST", "Ufficio gare"),
        ),
    ),
    Firm(
        name="Salentina Hotels S.p.A.", country="IT", vat="0411306075", registration="LE-276013",
        street="Viale Gallipoli 41", post_code="73100", phone="+390832247190", domain="salentinahotels",
        roles=("customer",), credit_limit=90000,
        people=(
            Person("Vito Cosimo Greco", "M", "CEO", "Amministratore delegato", "+393486604731"),
            Person("Rosanna Quarta", "F", "DIR", "Direttrice acquisti", "+393407728156"),
            Person("Gianluca Perrone", "M", "MGR", "Responsabile manutenzioni"),
            Person("Serena Tondo", "F", "ASST", "Ufficio fornitori"),
        ),
    ),
    Firm(
        name="Etna Agrumi Società Cooperativa", country="IT", vat="0524918087", registration="CT-349027",
        street="Via Domenico Tempio 60", post_code="95131", phone="+390957462180", domain="etnaagrumi",
        people=(
            Person("Concetta Rapisarda", "F", "CEO", "Presidente", "+393339018254"),
            Person("Orazio Privitera", "M", "MGR", "Responsabile amministrativo"),
        ),
    ),
)
