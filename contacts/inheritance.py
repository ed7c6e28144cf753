"""Company → person: what people take over from their company, by the switches of Marketing Setup (S7, B5, J6). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crm.kit.compare import FieldChange
from crm.kit.unit import Diff
from crm.kit.values import column, is_blank, value_of

if TYPE_CHECKING:
    from contacts.models import Contact
    from setup.models import MarketingSetup

CODES = {
    "salesperson": "inherit_salesperson",
    "territory": "inherit_territory",
    "country": "inherit_country",
    "language": "inherit_language",
    "format_region": "inherit_format_region",
}
ADDRESS = ("address", "address_2", "post_code", "city", "county")
SAME_ADDRESS = ("address", "address_2", "post_code", "city")
COMMUNICATION = (
    "phone_no",
    "telex_no",
    "fax_no",
    "telex_answer_back",
    "email",
    "home_page",
    "extension_no",
    "mobile_phone_no",
    "pager",
)
JOINING = (*COMMUNICATION, "correspondence_type")
INHERITABLE = frozenset({"name", *CODES, *ADDRESS, *COMMUNICATION})
"""Fields of a company whose change may reach its people."""


def inherited_changes(diff: Diff, person: Contact, setup: MarketingSetup) -> tuple[FieldChange, ...]:
    """What ``person`` takes over from a company that changed as ``diff`` says (B5).

    A person follows where it still had the company's old value; the address follows as a block. Whether a value is
    pinned is for the caller to look at.
    """
    changes = [FieldChange("company_name", person.company_name, diff["name"][1])] if "name" in diff else []
    changes += _where_old_value(person, diff, [name for name, switch in CODES.items() if getattr(setup, switch)])
    if setup.inherit_address and _had_old_address(person, diff):
        changes += [_change(person, name, diff[name][1]) for name in ADDRESS if name in diff]
    if setup.inherit_communication:
        changes += _where_old_value(person, diff, COMMUNICATION)
    return tuple(change for change in changes if change.old != change.new)


def kept_values(diff: Diff, person: Contact, setup: MarketingSetup) -> tuple[FieldChange, ...]:
    """What ``person`` keeps although people inherit it: it held something else than the company did."""
    taken = {change.field for change in inherited_changes(diff, person, setup)}
    names = [name for name, switch in CODES.items() if getattr(setup, switch)]
    names += ADDRESS if setup.inherit_address else ()
    names += COMMUNICATION if setup.inherit_communication else ()
    kept = (_change(person, name, diff[name][1]) for name in names if name in diff and name not in taken)
    return tuple(change for change in kept if change.old != change.new)


def joining_changes(
    person: Contact, company: Contact, previous: Contact | None, setup: MarketingSetup
) -> tuple[FieldChange, ...]:
    """What ``person`` takes over when it joins ``company`` (J6, ruling 6).

    Only blanks and values equal to the previous company's are replaced; a blank company value leaves what is there.
    """
    names = [name for name, switch in CODES.items() if getattr(setup, switch)]
    names += JOINING if setup.inherit_communication else ()
    changes = [change for name in names if (change := _joining(person, company, previous, (name,)))]
    if setup.inherit_address:
        changes.append(_joining(person, company, previous, ADDRESS))
    return tuple(change for block in changes for change in block if change.old != change.new)


def _joining(
    person: Contact, company: Contact, previous: Contact | None, names: tuple[str, ...]
) -> tuple[FieldChange, ...]:
    blank = all(is_blank(_value(person, name)) for name in names)
    as_before = previous is not None and all(_value(person, name) == _value(previous, name) for name in names)
    if not (blank or as_before) or all(is_blank(_value(company, name)) for name in names):
        return ()
    return tuple(_change(person, name, _value(company, name)) for name in names)


def _where_old_value(person: Contact, diff: Diff, names: Iterable[str]) -> list[FieldChange]:
    changed = (name for name in names if name in diff)
    return [_change(person, name, diff[name][1]) for name in changed if _value(person, name) == diff[name][0]]


def _had_old_address(person: Contact, diff: Diff) -> bool:
    company = person.company
    return company is not None and all(
        _value(person, name) == (diff[name][0] if name in diff else _value(company, name)) for name in SAME_ADDRESS
    )


def _change(person: Contact, name: str, new: object) -> FieldChange:
    return FieldChange(name, _value(person, name), new)


def _value(contact: Contact, name: str) -> object:
    return value_of(contact, column(type(contact), name))
