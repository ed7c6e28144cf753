"""Firms in the north of Italy."""

from __future__ import annotations

from crm.demo.data.records import Account, Firm, Person

FIRMS = (
    Firm(
        name="Banca Alpina Orobica S.p.A.", country="IT", vat="0284716016", registration="BG-412876",
        street="Viale Papa Giovanni XXIII 48", post_code="24121", phone="+390354127300", domain="bancaalpinaorobica",
        roles=("customer", "vendor", "bank_account"), credit_limit=60000,
        account=Account("03711", "11101", "000000418276", "BALOIT21XXX"),
        people=(
            Person("Giovanni Locatelli", "M", "DIR", "Direttore di filiale", "+393484172236"),
            Person("Elena Carminati", "F", "MGR", "Gestore imprese", "+393356104482"),
            Person("Paolo Gritti", "M", "PRO", "Ufficio acquisti"),
        ),
    ),
    Firm(
        name="Credito Cooperativo dei Due Laghi", country="IT", vat="0317260013", registration="CO-298144",
        street="Via Cavallotti 12", post_code="22100", phone="+390312765400", domain="bccduelaghi",
        roles=("bank_account",),
        account=Account("08940", "10900", "000000093317", "DULGIT22XXX"),
        people=(
            Person("Silvia Bianchi Cattaneo", "F", "DIR", "Direttrice di filiale", "+393391846205"),
            Person("Marco Noseda", "M", "PRO", "Consulente imprese"),
        ),
    ),
    Firm(
        name="Lodigiani Arredamenti S.p.A.", country="IT", vat="0461937015", registration="MI-1684720",
        street="Via Vittor Pisani 22", post_code="20124", phone="+390267104580", domain="lodigianiarredamenti",
        roles=("customer", "vendor"), credit_limit=150000,
        people=(
            Person("Giulia Lodigiani", "F", "CEO", "Amministratrice delegata", "+393487124460"),
            Person("Stefano Villa", "M", "DIR", "Direttore acquisti", "+393402281975"),
            Person("Chiara Brambilla", "F", "MGR", "Responsabile vendite", "+393334507612"),
            Person("Davide Colombo", "M", "ASST", "Assistente amministrativo"),
        ),
    ),
    Firm(
        name="Studio Nove Architetti Associati", country="IT", vat="0738264015", registration="MI-2047718",
        street="Via Tortona 37", post_code="20144", phone="+390289412760", domain="studionove-architetti",
        roles=("customer",), credit_limit=40000,
        people=(
            Person("Federica Mantovani", "F", "CEO", "Socia fondatrice", "+393289017743"),
            Person("Luca Sartori", "M", "PRO", "Architetto", "+393476620518"),
            Person("Irene Galli", "F", "PRO", "Interior designer"),
        ),
    ),
    Firm(
        name="Tipografia Ambrosini & Figli S.n.c.", country="IT", vat="0119372015", registration="MI-0873342",
        street="Via Padova 154", post_code="20132", phone="+390226823410", domain="tipografiaambrosini",
        roles=("vendor",),
        people=(
            Person("Carlo Ambrosini", "M", "CEO", "Titolare", "+393355871120"),
            Person("Teresa Ambrosini", "F", "MGR", "Amministrazione"),
        ),
    ),
    Firm(
        name="Brianza Legno S.r.l.", country="IT", vat="0255481096", registration="MB-1769035",
        street="Via Borgazzi 61", post_code="20900", phone="+390392847150", domain="brianzalegno",
        roles=("customer", "vendor"), credit_limit=80000,
        people=(
            Person("Angelo Riva", "M", "CEO", "Amministratore unico", "+393482219034"),
            Person("Monica Fumagalli", "F", "MGR", "Responsabile acquisti", "+393665120487"),
            Person("Matteo Cazzaniga", "M", "PRO", "Ufficio tecnico"),
        ),
    ),
    Firm(
        name="Officine Trabucchi S.r.l.", country="IT", vat="0362815017", registration="BS-377261",
        street="Via Valcamonica 19", post_code="25132", phone="+390303731980", domain="officinetrabucchi",
        roles=("customer",), credit_limit=35000,
        people=(
            Person("Roberto Trabucchi", "M", "CEO", "Titolare", "+393398842071"),
            Person("Anna Gnutti", "F", "ASST", "Segreteria"),
        ),
    ),
    Firm(
        name="Tessitura Valle Cervo S.p.A.", country="IT", vat="0217459002", registration="BI-148803",
        street="Corso Rivetti 8", post_code="13900", phone="+390152558340", domain="tessituravallecervo",
        roles=("vendor",),
        people=(
            Person("Alberto Ramella", "M", "DIR", "Direttore commerciale", "+393356478210"),
            Person("Paola Zegna Mosca", "F", "MGR", "Responsabile clienti"),
        ),
    ),
    Firm(
        name="Cantine Roero Nord S.a.s.", country="IT", vat="0309174004", registration="CN-271956",
        street="Corso Piave 104", post_code="12051", phone="+390173361840", domain="cantineroeronord",
        roles=("customer",), credit_limit=15000,
        people=(
            Person("Beatrice Cravero", "F", "CEO", "Titolare", "+393494418206"),
            Person("Michele Damonte", "M", "MGR", "Responsabile vendite estero"),
        ),
    ),
    Firm(
        name="Politorino Servizi S.r.l.", country="IT", vat="1042683001", registration="TO-1103927",
        street="Corso Vittorio Emanuele II 74", post_code="10121", phone="+390115627480", domain="politorinoservizi",
        roles=("customer",), credit_limit=55000,
        people=(
            Person("Riccardo Ferrero", "M", "DIR", "Direttore generale", "+393351290447"),
            Person("Laura Bosio", "F", "MGR", "Responsabile acquisti", "+393203381659"),
            Person("Simone Gallo", "M", "PRO", "Responsabile sedi"),
        ),
    ),
    Firm(
        name="Ligure Spedizioni Portuali S.r.l.", country="IT", vat="0178236099", registration="GE-402817",
        street="Via San Benigno 14", post_code="16149", phone="+390106457120", domain="liguresped",
        roles=("customer", "vendor"), credit_limit=30000,
        people=(
            Person("Andrea Parodi", "M", "CEO", "Amministratore delegato", "+393487730164"),
            Person("Francesca Traverso", "F", "MGR", "Responsabile traffico", "+393383347021"),
            Person("Nicolò Canepa", "M", "PRO", "Spedizioniere"),
        ),
    ),
    Firm(
        name="Scaligera Illuminazione S.p.A.", country="IT", vat="0394028023", registration="VR-356120",
        street="Viale del Lavoro 33", post_code="37135", phone="+390458201940", domain="scaligeralux",
        roles=("vendor",),
        people=(
            Person("Elisabetta Zanotti", "F", "DIR", "Direttrice vendite", "+393402906613"),
            Person("Giorgio Fasoli", "M", "PRO", "Assistenza tecnica"),
        ),
    ),
    Firm(
        name="Euganea Logistica S.r.l.", country="IT", vat="0473182028", registration="PD-389475",
        street="Corso Stati Uniti 18", post_code="35127", phone="+390498704310", domain="euganealogistica",
        roles=("customer", "vendor"), credit_limit=45000,
        people=(
            Person("Massimo Schiavon", "M", "CEO", "Amministratore unico", "+393487219350"),
            Person("Valentina Bortolami", "F", "MGR", "Responsabile magazzino"),
        ),
    ),
    Firm(
        name="Cartotecnica Berica S.r.l.", country="IT", vat="0286540024", registration="VI-318264",
        street="Via dell'Economia 90", post_code="36100", phone="+390444563820", domain="cartotecnicaberica",
        roles=("customer",), credit_limit=25000,
        people=(
            Person("Luigi Rigoni", "M", "DIR", "Direttore di stabilimento", "+393396651804"),
            Person("Sara Dal Maso", "F", "ASST", "Ufficio fornitori"),
        ),
    ),
    Firm(
        name="Marca Sport S.p.A.", country="IT", vat="0420917026", registration="TV-352409",
        street="Via Feltrina 56", post_code="31044", phone="+390423601720", domain="marcasport",
        relations=("PROS",),
        people=(
            Person("Enrico Pozzobon", "M", "DIR", "Direttore amministrativo", "+393351984470"),
            Person("Marta Favaro", "F", "MGR", "Responsabile negozi"),
        ),
    ),
    Firm(
        name="Studio Legale Cescon Degano", country="IT", vat="0241869030", registration="UD-264190",
        street="Via Aquileia 21", post_code="33100", phone="+390432504710", domain="cescondegano",
        relations=("LAW",),
        people=(
            Person("Alessandra Cescon", "F", "CEO", "Avvocata", "+393489027716"),
            Person("Pietro Degano", "M", "CEO", "Avvocato", "+393473360281"),
            Person("Ilaria Tosolini", "F", "ASST", "Segreteria di studio"),
        ),
    ),
    Firm(
        name="Arredoffice Nordest S.r.l.", country="IT", vat="0229371022", registration="TN-217736",
        street="Via Brennero 260", post_code="38121", phone="+390461826940", domain="arredofficenordest",
        relations=("COMP",),
        people=(
            Person("Hannes Pichler", "M", "CEO", "Amministratore delegato"),
            Person("Cristina Moser", "F", "MGR", "Responsabile vendite", "+393408817325"),
        ),
    ),
)
