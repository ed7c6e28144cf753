"""What one gesture may do to linked records, judged by the pictures before and after it and by the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contacts.inheritance import ADDRESS, COMMUNICATION, SAME_ADDRESS
from contacts.models import Contact
from crm.history.undo import Undone
from crm.kit.context import Cause
from crm.kit.values import is_blank
from tests.links.pictures import Pair, Picture, Written

CONTACT = Contact._meta.label_lower
FROM_OUTSIDE = {Cause.SYNCHRONIZED, Cause.INHERITED, Cause.LINKED, Cause.REPAIRED}
"""Why a value is written that nobody typed on that card."""


def judge(before: Picture, after: Picture, written: Written) -> None:
    """Everything below holds of a gesture that ``written`` is the history of."""
    changed_goes_all_the_way(before, after, written)
    nothing_else_is_sent(after, written)
    nothing_comes_in_where_it_is_kept_out(before, after, written)
    companies_are_named(before, after, written)
    people_inherit(before, after, written)
    contact_names_follow(after, written)


def changed_goes_all_the_way(before: Picture, after: Picture, written: Written) -> None:
    """S3, S4: a written field is equal on all sides unless kept out; any other differs only if it did before."""
    for key, pair in after.pairs.items():
        for name in pair.apart:
            told = (name, pair.values[name], pair.titles)
            causes = _causes(written, pair, name)
            sent = causes and name not in pair.closed_on_contact
            reached = _has_reached(after, written, pair.contact, name)
            assert not sent, ("what was written on the partner is on the contact", told)
            assert not reached or name in pair.closed_on_partner, ("what reached the contact goes on", told)
            if not (reached or causes):
                assert _may_differ(before.pairs.get(key), pair, name), ("nobody touched it", told)


def nothing_else_is_sent(after: Picture, written: Written) -> None:
    """S3, S4: what is synchronized, somebody changed; a difference that stood before is not levelled on the way."""
    for pair in after.pairs.values():
        for name in pair.values:
            if Cause.SYNCHRONIZED in _causes(written, pair, name):
                assert _has_reached(after, written, pair.contact, name), ("nobody changed it", pair.titles, name)


def nothing_comes_in_where_it_is_kept_out(before: Picture, after: Picture, written: Written) -> None:
    """S5: paused links and pinned values take nothing from outside, and neither does what policy closes."""
    for key, pair in after.pairs.items():
        for name in pair.closed_on_partner if key in before.pairs else ():
            causes = _causes(written, pair, name)
            assert not causes & FROM_OUTSIDE, ("kept out", pair.titles, name, causes)
    for pk, values in after.contacts.items():
        for name in values["pinned"]:
            causes = _columns(written, pk).get(name, set())
            assert not causes & FROM_OUTSIDE, ("pinned", pk, name, causes)


def companies_are_named(before: Picture, after: Picture, written: Written) -> None:
    """J1, B5.1: a company is its own company, a person bears the name of its company, from the save that changes it."""
    changed = {pk for pk in after.contacts if _columns(written, pk).keys() & {"name", "type", "company"}}
    changed |= after.contacts.keys() - before.contacts.keys()
    for pk, contact in after.contacts.items():
        company = after.contacts.get(contact["company"], {"name": "", "type": "company"})
        if contact["type"] == "company" and pk in changed:
            assert (contact["company"], contact["company_name"]) == (None, contact["name"]), contact
        elif company["type"] == "company" and changed & {pk, contact["company"]}:
            assert contact["company_name"] == company["name"], contact


def people_inherit(before: Picture, after: Picture, written: Written) -> None:
    """S7, B5: who stayed with a company has its new values where it had the old ones, by the switches of the setup."""
    for pk, person in after.contacts.items():
        was, company = before.contacts.get(pk), after.contacts.get(person["company"])
        old = before.contacts.get(person["company"])
        if was is None or company is None or old is None or was["company"] != person["company"]:
            continue
        typed = {name for name, why in _columns(written, pk).items() if why != {Cause.INHERITED}}
        for name, expected in _inherited(was, old, company, after):
            assert name in typed or person[name] == expected, ("inherited", pk, name, person[name], expected)


def contact_names_follow(after: Picture, written: Written) -> None:
    """S6, B6: whoever has a person as primary contact, newly or with a new name, is given that name."""
    for key, partner in after.partners.items():
        primary = partner.get("primary_contact")
        if primary is None or after.contacts[primary]["type"] != "person":
            continue
        renamed = "name" in _columns(written, primary)
        if renamed or {"primary_contact", "contact_name"} & written.get(key, {}).keys():
            assert partner["contact_name"] == after.contacts[primary]["name"], ("contact name", key, partner)


def undone_as_told(before: Picture, after: Picture, done: Undone) -> None:
    """Ruling 10: the pairs that an undo leaves different, it names."""
    for key, pair in after.pairs.items():
        for name in pair.apart:
            named = any(all(title in sentence for title in pair.titles) for sentence in done.differences)
            assert named or _may_differ(before.pairs.get(key), pair, name), (name, pair.titles, done)


def linked_as_chosen(before: Picture, after: Picture, relation: int, wins: Mapping[str, bool], fill: set[str]) -> None:
    """L2: of each field the contact's value is kept or the partner's (``wins``); in ``fill`` no blank beats a value."""
    pair = after.pairs[relation]
    company = after.contacts[pair.contact]["company"]
    assert all(one.contact != company or one.kind != pair.kind for one in after.pairs.values()), "ruling 14"
    for name in pair.values.keys() - pair.closed_on_contact - pair.closed_on_partner:
        ours = before.contacts[pair.contact][name]
        theirs = before.partners[pair.partner][pair.kind.by_contact[name].partner]
        winner, loser = (ours, theirs) if wins[name] else (theirs, ours)
        expected = loser if name in fill and is_blank(winner) else winner
        assert pair.values[name] == (expected, expected), ("linked", name, ours, theirs, pair.values[name])


def _columns(written: Written, contact: int) -> Mapping[str, set[str]]:
    """What was written to a contact, and why."""
    return written.get((CONTACT, str(contact)), {})


def _causes(written: Written, pair: Pair, name: str) -> set[str]:
    """Why the partner's value was written; empty where it was not."""
    return written.get(pair.partner, {}).get(pair.kind.by_contact[name].partner, set())


def _has_reached(after: Picture, written: Written, contact: int, name: str) -> bool:
    """The contact was given the value, or was sent one that it had already (ruling 4)."""
    if name in _columns(written, contact):
        return True
    pairs = (pair for pair in after.pairs.values() if pair.contact == contact and name in pair.kind.by_contact)
    return any(_causes(written, pair, name) - FROM_OUTSIDE and name not in pair.closed_on_contact for pair in pairs)


def _may_differ(was: Pair | None, pair: Pair, name: str) -> bool:
    if was is None:  # A new link: what is kept out on one side stays as it is (ruling 5).
        return name in pair.closed_on_contact or name in pair.closed_on_partner
    return name in was.apart or pair.paused


def _inherited(
    was: Mapping[str, Any], old: Mapping[str, Any], company: Mapping[str, Any], after: Picture
) -> Iterator[tuple[str, Any]]:
    """What a person that was like ``was`` has after its company went from ``old`` to ``company``."""
    setup = after.rules.setup
    lived_there = all(was[name] == old[name] for name in SAME_ADDRESS)
    for names, follows in (
        (ADDRESS, setup.inherit_address and lived_there),
        ([name for name in COMMUNICATION if name in was], setup.inherit_communication),
    ):
        for name in names:
            had_it = names is ADDRESS or was[name] == old[name]
            takes = follows and had_it and old[name] != company[name] and name not in was["pinned"]
            yield name, company[name] if takes else was[name]
