"""How contacts are greeted: salutations, and their formulas in three languages."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

SALUTATIONS = (
    ("COMPANY", _("Company")),
    ("F", _("Female, addressed by name")),
    ("M", _("Male, addressed by name")),
    ("UNISEX", _("Addressed by first name and surname")),
)
BY_GENDER = {"F": "F", "M": "M"}

FORMULAS = (
    ("COMPANY", "EN", "formal", "Dear Sir or Madam,", ()),
    ("COMPANY", "EN", "informal", "Dear team at %1,", ("company_name",)),
    ("COMPANY", "ES", "formal", "Estimados señores:", ()),
    ("COMPANY", "ES", "informal", "Hola, equipo de %1:", ("company_name",)),
    ("COMPANY", "IT", "formal", "Spettabile %1,", ("company_name",)),
    ("COMPANY", "IT", "informal", "Gentili signori,", ()),
    ("F", "EN", "formal", "Dear Ms %1,", ("surname",)),
    ("F", "EN", "informal", "Dear %1,", ("first_name",)),
    ("F", "ES", "formal", "Estimada Sra. %1:", ("surname",)),
    ("F", "ES", "informal", "Hola, %1:", ("first_name",)),
    ("F", "IT", "formal", "Gentile signora %1 %2,", ("first_name", "surname")),
    ("F", "IT", "informal", "Cara %1,", ("first_name",)),
    ("M", "EN", "formal", "Dear Mr %1,", ("surname",)),
    ("M", "EN", "informal", "Dear %1,", ("first_name",)),
    ("M", "ES", "formal", "Estimado Sr. %1:", ("surname",)),
    ("M", "ES", "informal", "Hola, %1:", ("first_name",)),
    ("M", "IT", "formal", "Egregio signor %1 %2,", ("first_name", "surname")),
    ("M", "IT", "informal", "Caro %1,", ("first_name",)),
    ("UNISEX", "EN", "formal", "Dear %1 %2 %3,", ("first_name", "middle_name", "surname")),
    ("UNISEX", "EN", "informal", "Hello %1,", ("first_name",)),
    ("UNISEX", "ES", "formal", "A la atención de %1 %2 %3:", ("first_name", "middle_name", "surname")),
    ("UNISEX", "ES", "informal", "Hola, %1:", ("first_name",)),
    ("UNISEX", "IT", "formal", "Gentile %1 %2 %3,", ("first_name", "middle_name", "surname")),
    ("UNISEX", "IT", "informal", "Ciao %1,", ("first_name",)),
)
