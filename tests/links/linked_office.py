"""What staff do to links: link, unlink, pause, resume, pin, repair and undo."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from hypothesis import strategies as st
from hypothesis.stateful import rule

from contacts.links import linking
from contacts.links.kinds import kind_named
from contacts.links.linking import Master
from contacts.links.models import ContactBusinessRelation
from contacts.links.repair import repair
from contacts.links.winners import Side
from crm.history.models import Change
from crm.history.undo import undo
from tests.links.office import SHARED_TEXT, WORDS, Office, contact_with, contacts, partner_with, partners
from tests.links.pictures import taken, written_in
from tests.links.promises import companies_are_named, contact_names_follow, linked_as_chosen, undone_as_told


class LinkedOffice(Office):
    """Beside the daily work, what is done to links and because of them."""

    @rule(
        contact=contacts,
        partner=partners,
        master=st.sampled_from(Master),
        blanks=st.booleans(),
        chosen=st.dictionaries(SHARED_TEXT, st.booleans(), max_size=2),
        leaving=st.sampled_from(["nobody", "its contact", "both"]),
    )
    def link(
        self, contact: int, partner: Any, master: Master, blanks: bool, chosen: dict[str, bool], leaving: str
    ) -> None:
        """Any contact with any partner, maybe once the partner's own link and the contact's of that kind are gone."""
        hub, record = contact_with(contact), partner_with(partner)
        if hub is None or record is None:
            return
        of_contact = Q(contact=hub, **{f"{partner[0]}__isnull": False}) if leaving == "both" else Q()
        standing = Q(**{partner[0]: record}) | of_contact
        for relation in ContactBusinessRelation.objects.filter(standing) if leaving != "nobody" else ():
            self.attempt(partial(linking.unlink, relation))
        before = self.picture
        done = self.attempt(lambda: linking.link(hub, record, master=master, blanks_win=blanks, choices=chosen))
        if done is not None:
            names = kind_named(partner[0]).by_contact
            wins = dict.fromkeys(names, master is Master.CONTACT) | chosen
            linked_as_chosen(before, self.picture, done.relation.pk, wins, set() if blanks else names.keys() - chosen)

    @rule(partner=partners, action=st.sampled_from([linking.unlink, linking.pause]))
    def unlink_or_pause(self, partner: Any, action: Any) -> None:
        """By the partner."""
        if (relation := _relation(partner)) is not None:
            self.attempt(lambda: action(relation))

    @rule(partner=partners)
    def resume(self, partner: Any) -> None:
        """S4: what differs is named, and nothing but the pause is written; the differences stay (see ``judge``)."""
        relation = _relation(partner)
        if relation is None or not relation.paused:
            return
        apart = self.picture.pairs[relation.pk].apart

        said = self.attempt(lambda: linking.resume(relation))

        assert said == apart == self.picture.pairs[relation.pk].apart
        assert {key: set(row) for key, row in written_in(self.change_sets[-1]).items()} == {
            (relation._meta.label_lower, str(relation.pk)): {"paused"}
        }

    @rule(partner=partners, name=SHARED_TEXT, ours=WORDS, theirs=WORDS)
    def work_apart(self, partner: Any, name: str, ours: str, theirs: str) -> None:
        """A pause in which both sides change the same field, and its end."""
        if (relation := _relation(partner)) is not None:
            self.unlink_or_pause(partner, linking.pause)
            self.edit_a_contact(relation.contact_id, {name: ours})
            self.edit_a_partner(partner, {name: theirs})
            self.resume(partner)

    @rule(partner=partners, name=SHARED_TEXT, pinned=st.booleans(), on_contact=st.booleans())
    def pin(self, partner: Any, name: str, pinned: bool, on_contact: bool) -> None:
        """Pin or unpin one value, of a partner or of its contact."""
        relation = _relation(partner)
        record = relation.contact if on_contact and relation is not None else partner_with(partner)
        if record is not None and hasattr(record, name):
            self.attempt(lambda: linking.pin(record, name, pinned=pinned))

    @rule(partner=partners, name=SHARED_TEXT, value=WORDS, on_contact=st.booleans())
    def hold_a_value(self, partner: Any, name: str, value: str, on_contact: bool) -> None:
        """A value is pinned on one side and changed on the other; one pinned on a person, on its company too."""
        if (relation := _relation(partner)) is None:
            return
        self.pin(partner, name, pinned=True, on_contact=on_contact)
        if not on_contact:
            self.edit_a_contact(relation.contact_id, {name: value})
        else:
            self.edit_a_company(relation.contact_id, {name: value}, off=None)
            self.edit_a_partner(partner, {name: value})

    @rule(side=st.sampled_from(Side))
    def repair(self, side: Side) -> None:
        """S4: everything that differs, on purpose; a second run would write nothing more."""
        self.attempt(lambda: repair(side))

        assert not repair(side, dry_run=True).written

    @rule(back=st.integers(0, 5))
    def undo_a_gesture(self, back: int) -> None:
        """One of the last ones; an undo can be undone too."""
        if back < len(self.change_sets):
            before, last = self.picture, Change.objects.last()
            done = undo(self.change_sets[-1 - back])
            self.picture = taken()
            undone_as_told(before, self.picture, done)
            latest = Change.objects.last()
            if latest is not None and latest != last:
                self.change_sets.append(latest.change_set)
                written = written_in(latest.change_set)
                companies_are_named(before, self.picture, written)
                contact_names_follow(self.picture, written)


def _relation(partner: Any) -> ContactBusinessRelation | None:
    return ContactBusinessRelation.objects.filter(**{partner[0]: partner[1]}).select_related("contact").first()
