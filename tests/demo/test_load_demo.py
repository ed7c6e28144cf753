"""The command `load_demo`: what it says, and when it declines."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import translation

from contacts.interactions.models import InteractionGroup, InteractionTemplate
from contacts.models import Contact
from crm.demo import company
from crm.demo.management.commands.load_demo import Command
from crm.kit.refusal import Refused
from partners.models import CustomerTemplate
from setup.models import (
    Country,
    PaymentMethod,
    PaymentTerms,
    Salesperson,
    ShipmentMethod,
    Territory,
    UnitOfMeasure,
    VatPostingSetup,
)
from setup.numbering.models import NumberSeries

if TYPE_CHECKING:
    from crm.demo.larger_set import Progress

NOTHING = company.Summary(companies=1, people=2, customers=3, vendors=4, bank_accounts=5, links=6)


class Terminal(StringIO):
    """An output that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The sizes that the command asks for; nothing is loaded."""
    sizes: list[int | None] = []

    def load(*, size: int | None, progress: Progress) -> company.Summary:
        sizes.append(size)
        progress(10, 20)
        progress(20, 20)
        return NOTHING

    monkeypatch.setattr(company, "load", load)
    return sizes


def run(*words: str, err: StringIO | None = None) -> str:
    """What the command says."""
    out = StringIO()
    call_command("load_demo", *words, stdout=out, stderr=err or StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_it_says_what_is_there_now() -> None:
    said = run()

    assert said == (
        "Loaded 60 companies and 158 people, 45 customers, 25 vendors and 6 bank accounts, with 71 links.\n"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Loaded 1 company and 1 person, 1 customer, 1 vendor and 1 bank account, with 1 link."),
        (
            "it",
            "Caricati: 1 società e 1 persona, 1 cliente, 1 fornitore e 1 conto corrente bancario, con 1 collegamento.",
        ),
        ("es", "Cargados: 1 empresa y 1 persona, 1 cliente, 1 proveedor y 1 cuenta bancaria, con 1 vínculo."),
    ],
)
def test_one_of_a_kind_is_told_as_one(monkeypatch: pytest.MonkeyPatch, language: str, sentence: str) -> None:
    monkeypatch.setattr(company, "load", lambda **_: company.Summary(1, 1, 1, 1, 1, 1))

    with translation.override(language):
        said = run()

    assert said == f"{sentence}\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "terms", "territory", "job", "country", "unit", "sort", "group", "template", "series"),
    [
        ("en", "30 days, end of month", "Central Italy", "Area manager", "Spain", "Hour", "Incoming call", "Letters",
         "Companies in Italy", "Sales quotes"),
        ("it", "30 giorni fine mese", "Italia centrale", "Capoarea", "Spagna", "Ora", "Chiamata in entrata", "Lettere",
         "Società in Italia", "Offerte di vendita"),
        ("es", "30 días fin de mes", "Centro de Italia", "Jefe de zona", "España", "Hora", "Llamada entrante", "Cartas",
         "Empresas en Italia", "Ofertas de venta"),
    ],
)  # fmt: skip
def test_codes_stand_for_something_in_the_language_of_the_office(
    language: str, terms: str, territory: str, job: str, country: str,
    unit: str, sort: str, group: str, template: str, series: str,
) -> None:  # fmt: skip
    said = run("--language", language)

    assert " 60 " in said
    assert PaymentTerms.objects.get(pk="30EOM").description == terms
    assert Territory.objects.get(pk="IT-CE").description == territory
    assert Salesperson.objects.get(pk="AB").job_title == job
    assert Country.objects.get(pk="ES").description == country
    assert UnitOfMeasure.objects.get(pk="H").description == unit
    assert InteractionTemplate.objects.get(pk="INCOME").description == sort
    assert InteractionGroup.objects.get(pk="LETTER").description == group
    assert CustomerTemplate.objects.get(pk="COMPANY-IT").description == template
    assert NumberSeries.objects.get(pk="S-QUO").description == series


@pytest.mark.django_db
def test_what_documents_say_is_there_in_all_their_languages() -> None:
    """P63: whatever the language of the office."""
    run("--language", "es")

    boxes = UnitOfMeasure.objects.get(pk="BOX").translations.values_list("language", "description")
    assert UnitOfMeasure.objects.get(pk="BOX").description == "Caja"
    assert dict(boxes) == {"EN": "Box", "IT": "Scatola", "ES": "Caja"}
    for model in (Country, PaymentMethod, PaymentTerms, ShipmentMethod, UnitOfMeasure):
        assert model.objects.exclude(translations__language="IT").count() == 0
    unsaid = VatPostingSetup.objects.exclude(clause="").exclude(translations__language="IT")
    assert VatPostingSetup.objects.exclude(clause="").exists() and not unsaid.exists()


@pytest.mark.django_db
def test_a_database_that_is_not_empty_is_refused(asked_for: list[int | None]) -> None:
    Contact(name="Somebody", no="1").save()

    with pytest.raises(CommandError, match="not empty") as refusal:
        run()

    assert refusal.value.returncode == 2
    assert asked_for == []


@pytest.mark.django_db
def test_if_empty_leaves_what_is_there(asked_for: list[int | None]) -> None:
    Contact(name="Somebody", no="1").save()

    said = run("--if-empty")

    assert said == "The database is not empty; the demo company was not loaded.\n"
    assert asked_for == []


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "size"), [((), None), (("--size", "500", "--if-empty"), 500)])
def test_size_is_handed_on(words: tuple[str, ...], size: int | None, asked_for: list[int | None]) -> None:
    run(*words)

    assert asked_for == [size]


@pytest.mark.parametrize("size", ["0", "-1", "many", "5000001", "1.5"])
def test_sizes_that_make_no_sense_are_refused(size: str) -> None:
    with pytest.raises(CommandError, match="is not a size; it is a whole number from 1 to 5,000,000"):
        run(f"--size={size}")


@pytest.mark.django_db
def test_progress_is_drawn_for_people_only(asked_for: list[int | None]) -> None:
    terminal, pipe = Terminal(), StringIO()

    run(err=terminal)
    run(err=pipe)

    assert "20/20 (100 %) contacts" in terminal.getvalue()
    assert pipe.getvalue() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("error", [Refused("no numbers left"), KeyboardInterrupt(), OperationalError("no such table")])
def test_what_goes_wrong_ends_in_a_sentence(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_options: object) -> None:
        raise error

    monkeypatch.setattr(company, "load", fail)

    with pytest.raises(CommandError, match=r"no numbers left|Nothing was loaded|migrate.*no such table") as ended:
        run()

    assert ended.value.returncode == 1


def test_help_teaches() -> None:
    shown = Command().create_parser("manage.py", "load_demo").format_help()

    assert "manage.py load_demo --size 100000" in shown
    assert "exit codes:" in shown
