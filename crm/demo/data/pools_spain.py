"""Spanish names for the generated set."""

from __future__ import annotations

from crm.demo.data.pools import Names, words

SPANISH = Names(
    men=words(
        "Antonio, Manuel, José, Francisco, David, Juan, Javier, Daniel, Carlos, Jesús, Alejandro, Miguel,"
        " Rafael, Pedro, Pablo, Ángel, Sergio, Fernando, Jorge, Luis, Alberto, Álvaro, Adrián, Diego,"
        " Raúl, Iván, Rubén, Óscar, Enrique, Ramón, Andrés, Vicente, Joaquín, Santiago, Víctor, Eduardo,"
        " Mario, Roberto, Jordi, Marc"
    ),
    women=words(
        "María, Carmen, Ana, Isabel, Laura, Cristina, Marta, Dolores, Lucía, Pilar, Elena, Sara, Paula,"
        " Raquel, Mercedes, Rosario, Beatriz, Teresa, Silvia, Julia, Patricia, Irene, Andrea, Rocío,"
        " Mónica, Alba, Ángela, Sonia, Alicia, Sandra, Susana, Marina, Yolanda, Natalia, Eva, Inmaculada,"
        " Claudia, Nuria, Esther, Noelia"
    ),
    surnames=words(
        "García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez,"
        " Hernández, Ruiz, Díaz, Moreno, Muñoz, Álvarez, Romero, Gutiérrez, Alonso, Navarro, Torres,"
        " Domínguez, Ramos, Vázquez, Ramírez, Gil, Serrano, Morales, Molina, Blanco, Suárez, Castro,"
        " Ortega, Delgado, Ortiz, Marín, Rubio, Núñez, Medina, Sanz, Castillo, Iglesias, Cortés, Garrido,"
        " Santos, Guerrero, Lozano, Cano, Cruz, Méndez, Flores, Prieto, Herrera, Peña, León, Márquez,"
        " Cabrera, Gallego, Calvo"
    ),
    streets=words(
        "Calle Mayor, Calle Real, Avenida de la Constitución, Calle San José, Calle Nueva, Calle del"
        " Carmen, Plaza de España, Avenida de Andalucía, Calle Cervantes, Calle San Juan, Calle Ancha,"
        " Paseo del Prado, Calle de la Paz, Avenida de Europa, Calle Goya, Calle Velázquez, Calle Colón,"
        " Calle del Sol, Camino Viejo, Ronda Norte, Calle de la Industria, Calle San Miguel, Calle Santa"
        " Ana, Avenida del Puerto"
    ),
    trades=words(
        "Construcciones, Instalaciones, Muebles, Alimentación, Transportes, Electrónica, Talleres,"
        " Carpintería, Inmobiliaria, Cerámicas, Textiles, Gráficas, Consultores, Informática, Maderas,"
        " Bodegas, Calzados, Maquinaria, Recambios, Jardines, Viajes, Panadería, Metalúrgica, Plásticos,"
        " Conservas"
    ),
    jobs=words(
        "Gerente, Responsable de compras, Administración, Director comercial, Oficina técnica,"
        " Responsable de ventas, Secretaría, Almacén, Responsable de calidad, Administrador único"
    ),
    forms=("S.L.", "S.A."),
    patterns=(
        "{trade} {surname}, {form}",
        "{trade} {surname} y {other}, {form}",
        "{trade} Hermanos {surname}, {form}",
        "{trade} de {city}, {form}",
        "Grupo {surname}, {form}",
    ),
    address="{street} {number}",
)
AREAS = {
    "A Coruña": "+34 981 ## ## ##",
    "Alicante": "+34 965 ## ## ##",
    "Almería": "+34 950 ## ## ##",
    "Araba/Álava": "+34 945 ## ## ##",
    "Asturias": "+34 985 ## ## ##",
    "Barcelona": "+34 934 ## ## ##",
    "Bizkaia": "+34 944 ## ## ##",
    "Cantabria": "+34 942 ## ## ##",
    "Castellón": "+34 964 ## ## ##",
    "Cádiz": "+34 956 ## ## ##",
    "Córdoba": "+34 957 ## ## ##",
    "Gipuzkoa": "+34 943 ## ## ##",
    "Girona": "+34 972 ## ## ##",
    "Granada": "+34 958 ## ## ##",
    "Illes Balears": "+34 971 ## ## ##",
    "La Rioja": "+34 941 ## ## ##",
    "Madrid": "+34 914 ## ## ##",
    "Málaga": "+34 952 ## ## ##",
    "Murcia": "+34 968 ## ## ##",
    "Navarra": "+34 948 ## ## ##",
    "Pontevedra": "+34 986 ## ## ##",
    "Salamanca": "+34 923 ## ## ##",
    "Sevilla": "+34 954 ## ## ##",
    "Tarragona": "+34 977 ## ## ##",
    "Toledo": "+34 925 ## ## ##",
    "Valencia": "+34 963 ## ## ##",
    "Valladolid": "+34 983 ## ## ##",
    "Zaragoza": "+34 976 ## ## ##",
}
"""Phones by province; every ``#`` stands for a digit, the first of them for 2 to 9."""
MOBILE = "+34 6## ## ## ##"
