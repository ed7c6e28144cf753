"""What is out of the ordinary on purpose, so that there is something to find, to repair and to explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crm.demo.data.records import Role


class Odd(NamedTuple):
    """The link of a firm to one of its partners, and the values that make it odd."""

    firm: str
    role: Role
    values: tuple[tuple[str, str], ...]


DRIFTED = (
    Odd("Politorino Servizi S.r.l.", "customer", (("phone_no", "+39 011 562 7000"),)),
    Odd(
        "Tèxtils Vallès Nord, S.A.",
        "vendor",
        (("address", "Carrer de la Rasa 14"), ("email", "comandes@textilsvallesnord.example")),
    ),
)
"""The partner holds another value than the contact, as after a change by raw SQL."""

PAUSED = (
    Odd(
        "Hoteles Sierra de Aitana, S.L.",
        "customer",
        (("phone_no", "+34 965 22 85 00"), ("email", "central@hotelesaitana.example")),
    ),
)
"""The contact was given these values while the link was paused, as it still is."""

PINNED = (Odd("Cartotecnica Berica S.r.l.", "customer", (("email", "fatture@cartotecnicaberica.example"),)),)
"""The partner keeps this value for itself."""

BLOCKED_CUSTOMERS = (("Adriatica Congressi S.r.l.", "ship"), ("Conservas Ría de Vigo, S.A.", "invoice"))
BILLED_TO_OTHERS = (("Mersey Dockside Hotels Ltd", "Northgate Serviced Offices Ltd"),)
PRIVACY_BLOCKED = ("Curro Ariza León",)
"""People of firms who do not want to be contacted."""
