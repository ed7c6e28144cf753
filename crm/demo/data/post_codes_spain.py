"""Spanish post codes by territory, the larger places first; the county is the province."""

from __future__ import annotations

from crm.demo.data.records import Place

SPAIN: dict[str, tuple[Place, ...]] = {
    "ES-CE": (
        Place("28046", "Madrid", "Madrid"),
        Place("28006", "Madrid", "Madrid"),
        Place("28032", "Madrid", "Madrid"),
        Place("28013", "Madrid", "Madrid"),
        Place("50001", "Zaragoza", "Zaragoza"),
        Place("47001", "Valladolid", "Valladolid"),
        Place("45001", "Toledo", "Toledo"),
        Place("37001", "Salamanca", "Salamanca"),
    ),
    "ES-LE": (
        Place("08005", "Barcelona", "Barcelona"),
        Place("08008", "Barcelona", "Barcelona"),
        Place("08036", "Barcelona", "Barcelona"),
        Place("46004", "Valencia", "Valencia"),
        Place("46021", "Valencia", "Valencia"),
        Place("03003", "Alicante", "Alicante"),
        Place("30001", "Murcia", "Murcia"),
        Place("07001", "Palma", "Illes Balears"),
        Place("08222", "Terrassa", "Barcelona"),
        Place("08201", "Sabadell", "Barcelona"),
        Place("12006", "Castelló de la Plana", "Castellón"),
        Place("43004", "Tarragona", "Tarragona"),
        Place("17001", "Girona", "Girona"),
    ),
    "ES-NO": (
        Place("48011", "Bilbao", "Bizkaia"),
        Place("48001", "Bilbao", "Bizkaia"),
        Place("36204", "Vigo", "Pontevedra"),
        Place("33201", "Gijón", "Asturias"),
        Place("15001", "A Coruña", "A Coruña"),
        Place("01001", "Vitoria-Gasteiz", "Araba/Álava"),
        Place("31001", "Pamplona", "Navarra"),
        Place("20001", "Donostia-San Sebastián", "Gipuzkoa"),
        Place("39001", "Santander", "Cantabria"),
        Place("26002", "Logroño", "La Rioja"),
    ),
    "ES-SU": (
        Place("41004", "Sevilla", "Sevilla"),
        Place("41001", "Sevilla", "Sevilla"),
        Place("29005", "Málaga", "Málaga"),
        Place("14008", "Córdoba", "Córdoba"),
        Place("18001", "Granada", "Granada"),
        Place("11401", "Jerez de la Frontera", "Cádiz"),
        Place("04001", "Almería", "Almería"),
    ),
}
