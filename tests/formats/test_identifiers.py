"""SDI recipient code, GLN, EORI and format region: nonsense is refused, the demo company passes (V1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contacts.formats.fields import check_field
from contacts.formats.identifiers import check_eori, check_format_region, check_gln, check_sdi
from crm.demo.data import britain, ireland, italy_north, italy_south, spain
from crm.demo.identity import FORMATS, eori, gln, sdi_code
from crm.kit.checked import Checked

Check = Callable[[str], Checked]

FIRMS = [*britain.FIRMS, *ireland.FIRMS, *italy_north.FIRMS, *italy_south.FIRMS, *spain.FIRMS]


@pytest.mark.parametrize(
    ("check", "typed", "stored"),
    [
        (check_sdi, "m5uxcr1", "M5UXCR1"),
        (check_sdi, "0000000", "0000000"),
        (check_sdi, "uf 1a2b", "UF1A2B"),
        (check_sdi, " ", ""),
        (check_gln, "8012345 67890 7", "8012345678907"),
        (check_gln, "", ""),
        (check_eori, "it 00743110157", "IT00743110157"),
        (check_eori, "XI123456789000", "XI123456789000"),
        (check_format_region, "it-IT", "it-IT"),
        (check_format_region, "EN_gb", "en-GB"),
        (check_format_region, "sr-latn-rs", "sr-Latn-RS"),
        (check_format_region, "es-419", "es-419"),
        (check_format_region, "mt", "mt"),
    ],
)
def test_what_exists_is_stored_in_one_form(check: Check, typed: str, stored: str) -> None:
    assert check(typed) == (stored, None, False)


@pytest.mark.parametrize(
    ("check", "typed", "sentence"),
    [
        (check_sdi, "M5UXC", "An SDI recipient code has 7 letters and digits"),
        (check_sdi, "M5UXCR1Z", "An SDI recipient code has 7 letters and digits"),
        (check_sdi, "M5UXCÀ1", "An SDI recipient code has 7 letters and digits"),
        (check_gln, "8012345678902", "This GLN is not valid: check the digits."),
        (check_gln, "801234567", "A GLN has 13 digits."),
        (check_gln, "80123456789AB", "A GLN has 13 digits."),
        (check_gln, "96385074", "A GLN has 13 digits."),
        (check_eori, "00743110157", "An EORI number has the code of a country"),
        (check_eori, "QQ743110157", "An EORI number has the code of a country"),
        (check_eori, "IT", "An EORI number has the code of a country"),
        (check_eori, "IT1234567890123456", "An EORI number has the code of a country"),
        (check_format_region, "klingon", "This format region is not known"),
        (check_format_region, "it-QQ", "This format region is not known"),
        (check_format_region, "xx-IT", "This format region is not known"),
    ],
)
def test_nonsense_blocks(check: Check, typed: str, sentence: str) -> None:
    checked = check(typed)

    assert checked.blocks
    assert str(checked.problem).startswith(sentence)


def test_the_fields_have_these_checks() -> None:
    names = ("sdi_recipient_code", "gln", "eori_number", "format_region")

    assert all(check_field(name, "?!").blocks for name in names)


def test_what_the_demo_company_holds_passes() -> None:
    values = [(name, made(firm)) for firm in FIRMS for name, made in (("gln", gln), ("eori_number", eori))]
    values += [("sdi_recipient_code", sdi_code(firm)) for firm in FIRMS if firm.country == "IT"]
    values += [("format_region", tag) for tag in FORMATS.values()]

    assert [(name, value) for name, value in values if check_field(name, value) != (value, None, False)] == []
