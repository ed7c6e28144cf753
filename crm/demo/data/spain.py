"""Firms in Spain."""

from __future__ import annotations

from crm.demo.data.records import Account, Firm, Person

FIRMS = (
    Firm(
        name="Caja Rural del Alto Ebro, S.C.C.", country="ES", vat="F2619403", registration="LO-8817",
        street="Gran Vía Juan Carlos I 21", post_code="26002", phone="+34941273180", domain="cajaaltoebro",
        roles=("customer", "bank_account"), credit_limit=40000,
        account=Account("3918", "0042", "1012874360", "CREAESMMXXX"),
        people=(
            Person("Íñigo Sáenz Ruiz", "M", "DIR", "Director de oficina", "+34628114730"),
            Person("Lucía Martínez Ochoa", "F", "PRO", "Gestora de empresas"),
        ),
    ),
    Firm(
        name="Banco Mercantil Levantino, S.A.", country="ES", vat="A4672815", registration="V-104427",
        street="Calle Colón 43", post_code="46004", phone="+34963512740", domain="bancolevantino",
        roles=("vendor", "bank_account"),
        account=Account("0936", "2210", "0200451873", "BMLVESVVXXX"),
        people=(
            Person("Amparo Ferrer Llopis", "F", "DIR", "Directora de empresas", "+34616407218"),
            Person("Vicent Soler Ribes", "M", "MGR", "Responsable de leasing", "+34655918023"),
        ),
    ),
    Firm(
        name="Oficinas Castellana 90, S.L.", country="ES", vat="B8461037", registration="M-512086",
        street="Paseo de la Castellana 90", post_code="28046", phone="+34914117260", domain="castellana90",
        roles=("customer",), credit_limit=100000,
        people=(
            Person("Carmen Ortega Vidal", "F", "CEO", "Directora general", "+34629471805"),
            Person("Javier Montero Gil", "M", "DIR", "Director de compras", "+34618230947"),
            Person("Raquel Pardo Nieto", "F", "ASST", "Administración"),
        ),
    ),
    Firm(
        name="Despacho Arana & Quintero Abogados, S.L.P.", country="ES", vat="B8640192", registration="M-604718",
        street="Calle de Serrano 57", post_code="28006", phone="+34915762310", domain="aranaquintero",
        roles=("customer",), relations=("LAW",), credit_limit=20000,
        people=(
            Person("Gonzalo Arana Peña", "M", "CEO", "Socio director", "+34639708412"),
            Person("Isabel Quintero Mora", "F", "CEO", "Socia", "+34667125094"),
            Person("Nuria Campos Rey", "F", "ASST", "Secretaría"),
        ),
    ),
    Firm(
        name="Rotulaciones Vallecas, S.L.", country="ES", vat="B7923064", registration="M-338145",
        street="Calle Villablanca 30", post_code="28032", phone="+34917723480", domain="rotulacionesvallecas",
        roles=("vendor",),
        people=(
            Person("Antonio Bermejo Sanz", "M", "CEO", "Gerente", "+34607814392"),
            Person("Mónica Pastor Rubio", "F", "MGR", "Producción"),
        ),
    ),
    Firm(
        name="Mobiliari Puig i Serra, S.L.", country="ES", vat="B6217480", registration="B-274916",
        street="Carrer de Pallars 193", post_code="08005", phone="+34934857120", domain="puigiserra",
        roles=("customer", "vendor"), credit_limit=75000,
        people=(
            Person("Jordi Puig Casals", "M", "CEO", "Gerent", "+34609182744"),
            Person("Núria Serra Bosch", "F", "DIR", "Directora comercial", "+34615340927"),
            Person("Marc Vila Prats", "M", "PRO", "Departament tècnic"),
        ),
    ),
    Firm(
        name="Llum i Forma Disseny, S.L.", country="ES", vat="B6583129", registration="B-418820",
        street="Carrer de Balmes 152", post_code="08008", phone="+34932176540", domain="llumiforma",
        roles=("customer",), credit_limit=25000,
        people=(
            Person("Montserrat Roca Vidal", "F", "CEO", "Directora creativa", "+34656729140"),
            Person("Oriol Camps Ferran", "M", "PRO", "Arquitecte d'interiors"),
        ),
    ),
    Firm(
        name="Tèxtils Vallès Nord, S.A.", country="ES", vat="A0847162", registration="B-193052",
        street="Carretera de Castellar 218", post_code="08222", phone="+34937841360", domain="textilsvallesnord",
        roles=("vendor",),
        people=(
            Person("Francesc Boada Grau", "M", "DIR", "Director comercial", "+34630471829"),
            Person("Anna Mas Torrents", "F", "MGR", "Atenció al client"),
        ),
    ),
    Firm(
        name="Logística Costa Daurada, S.L.", country="ES", vat="B4316507", registration="T-37184",
        street="Carrer de Reial 38", post_code="43004", phone="+34977213460", domain="logisticadaurada",
        roles=("customer", "vendor"), credit_limit=30000,
        people=(
            Person("Albert Ollé Martí", "M", "CEO", "Gerente", "+34648203715"),
            Person("Teresa Fortuny Gasol", "F", "MGR", "Tráfico internacional", "+34687410523"),
        ),
    ),
    Firm(
        name="Azulejos Peñagolosa, S.A.", country="ES", vat="A1298460", registration="CS-21740",
        street="Avenida de Valencia 112", post_code="12006", phone="+34964256130", domain="azulejospenagolosa",
        roles=("customer", "vendor"), credit_limit=60000,
        people=(
            Person("Ximo Beltrán Safont", "M", "DIR", "Director financiero", "+34619473018"),
            Person("Pilar Agost Monfort", "F", "MGR", "Compras"),
            Person("Sergio Tena Miralles", "M", "PRO", "Mantenimiento"),
        ),
    ),
    Firm(
        name="Hoteles Sierra de Aitana, S.L.", country="ES", vat="B0374918", registration="A-98215",
        street="Avenida de Maisonnave 28", post_code="03003", phone="+34965228470", domain="hotelesaitana",
        roles=("customer",), credit_limit=80000,
        people=(
            Person("Rocío Navarro Sempere", "F", "CEO", "Consejera delegada", "+34626018347"),
            Person("David Llorca Pérez", "M", "DIR", "Director de operaciones", "+34675930412"),
            Person("Elena Brotons Mira", "F", "ASST", "Recepción de pedidos"),
        ),
    ),
    Firm(
        name="Talleres Ibarreko, S. Coop.", country="ES", vat="F4820736", registration="BI-51927",
        street="Calle Licenciado Poza 31", post_code="48011", phone="+34944237150", domain="ibarreko",
        roles=("customer",), credit_limit=50000,
        people=(
            Person("Ander Etxeberria Lasa", "M", "CEO", "Gerente", "+34635820174"),
            Person("Maite Goikoetxea Arrieta", "F", "MGR", "Responsable de compras", "+34688140327"),
            Person("Jon Uriarte Bilbao", "M", "PRO", "Prevención de riesgos"),
        ),
    ),
    Firm(
        name="Conservas Ría de Vigo, S.A.", country="ES", vat="A3629184", registration="PO-24703",
        street="Calle Urzáiz 88", post_code="36204", phone="+34986431720", domain="conservasriadevigo",
        roles=("customer",), credit_limit=35000,
        people=(
            Person("Xoán Castro Lema", "M", "DIR", "Director de planta", "+34617204938"),
            Person("Uxía Pazos Rial", "F", "ASST", "Administración"),
        ),
    ),
    Firm(
        name="Aragonesa de Estanterías, S.L.", country="ES", vat="B5071842", registration="Z-40316",
        street="Calle del Coso 98", post_code="50001", phone="+34976394810", domain="aragonesaestanterias",
        roles=("customer", "vendor"), credit_limit=45000,
        people=(
            Person("Fernando Lahoz Gracia", "M", "CEO", "Gerente", "+34669241705"),
            Person("Blanca Royo Sancho", "F", "MGR", "Ventas", "+34620573918"),
        ),
    ),
    Firm(
        name="Grupo Editorial Guadalquivir, S.A.", country="ES", vat="A4137026", registration="SE-60418",
        street="Calle Sierpes 64", post_code="41004", phone="+34954217830", domain="editorialguadalquivir",
        roles=("customer",), currency="USD", credit_limit=30000,
        people=(
            Person("Macarena Luque Ríos", "F", "DIR", "Directora de servicios", "+34654810293"),
            Person("Álvaro Benítez Cano", "M", "PRO", "Responsable de sistemas"),
            Person("Esperanza Vega Toro", "F", "CEO", "Presidenta", "+34608917423"),
        ),
    ),
    Firm(
        name="Aceites Campiña Sur, S.C.A.", country="ES", vat="F1460372", registration="CO-18264",
        street="Avenida de América 9", post_code="14008", phone="+34957481260", domain="aceitescampinasur",
        relations=("PROS",),
        people=(
            Person("Rafael Cabello Moreno", "M", "CEO", "Presidente", "+34627340981"),
            Person("Inmaculada Ruz Serrano", "F", "MGR", "Gerencia", "+34685172034"),
            Person("Curro Ariza León", "M", "PRO", "Informática"),
        ),
    ),
    Firm(
        name="Muebles Malagueta Contract, S.L.", country="ES", vat="B2938174", registration="MA-73920",
        street="Alameda Principal 24", post_code="29005", phone="+34952218340", domain="malaguetacontract",
        relations=("COMP",),
        people=(
            Person("Salvador Rueda Postigo", "M", "CEO", "Gerente", "+34610482937"),
            Person("Victoria Aguilar Jaime", "F", "MGR", "Dirección comercial"),
            Person("Ismael Cortés Heredia", "M", "ASST", "Almacén"),
        ),
    ),
)
