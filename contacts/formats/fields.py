"""Which check belongs to which field, for forms and imports alike."""

from __future__ import annotations

from collections.abc import Callable

from contacts.formats.addresses import check_home_page, check_post_code
from contacts.formats.banking import check_bic, check_iban
from contacts.formats.emails import check_email
from contacts.formats.fiscal import check_fiscal_code, check_registration
from contacts.formats.identifiers import check_eori, check_format_region, check_gln, check_sdi
from contacts.formats.vat import check_vat
from crm.kit.checked import Checked
from crm.kit.phones import check_fax, check_phone

Check = Callable[[str, str], Checked]
"""A value and the ISO 3166 code of its country, blank where neither the record nor the company has one."""


def _anywhere(check: Callable[[str], Checked]) -> Check:
    return lambda value, _country: check(value)


CHECKS: dict[str, Check] = {
    "phone_no": check_phone,
    "mobile_phone_no": check_phone,
    "pager": check_phone,
    "fax_no": check_fax,
    "email": _anywhere(check_email),
    "email_2": _anywhere(check_email),
    "certified_email": _anywhere(check_email),
    "home_page": _anywhere(check_home_page),
    "post_code": check_post_code,
    "vat_registration_no": check_vat,
    "registration_number": _anywhere(check_registration),
    "fiscal_code": check_fiscal_code,
    "iban": _anywhere(check_iban),
    "swift_code": _anywhere(check_bic),
    "sdi_recipient_code": _anywhere(check_sdi),
    "gln": _anywhere(check_gln),
    "eori_number": _anywhere(check_eori),
    "format_region": _anywhere(check_format_region),
}
"""The checks by the names of the columns, which are the same on every record."""

OF_COUNTRY = frozenset({"post_code", "vat_registration_no"})
"""Fields that are looked at again when the country changes (J8)."""


def check_field(name: str, value: str, country: str = "") -> Checked:
    """``value`` as the field is to store it, and what is wrong with it; nothing where it has no check."""
    check = CHECKS.get(name)
    return check(value, country) if check and value else Checked(value)
