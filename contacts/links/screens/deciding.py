"""Link with existing, second page: both side by side, a choice for every field, and the button (F1, steps 3 to 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.links import comparing, heirs, linking, offers
from contacts.links.circle import lock_with_people
from contacts.links.linking import Master
from contacts.links.screens.base import LinkScreen, address_of, objection, token_of, way_of_linking
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit import notices
from crm.kit.display import linked
from crm.kit.refusal import Refused
from crm.kit.sentences import one_stop
from crm.kit.unit import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts.links.comparing import Comparison
    from contacts.links.linking import Linked
    from contacts.sharing import SharingRecord
    from crm.kit.permissions import Needs

Page = tuple[str, HttpResponse | None]

NAMED = 12
"""Further records that the sentence names; the table below it has all of them."""
Pairs = dict[str, tuple[Any, Any]]


class DecideScreen(LinkScreen):
    """Nothing is linked unless it is what was shown."""

    def needs(self) -> Needs:
        """Both sides are written."""
        return offers.to_link(self.the_kind)

    def get(self, request: HttpRequest, key: int, kind: str, partner: int) -> HttpResponse:
        """The values side by side; those of the record one came from are chosen."""
        return self._page(self.contact_at(key), self.partner_at(partner))

    def post(self, request: HttpRequest, key: int, kind: str, partner: int) -> HttpResponse:
        """Both are linked as chosen, unless one of them is another than was shown; or just looked at as chosen."""
        if "preview" in request.POST:
            return self._preview(self.contact_at(key), self.partner_at(partner))
        return self.once_only(lambda: self._link(self.contact_at(key), self.partner_at(partner)))

    def _link(self, contact: Contact, partner: SharingRecord) -> Page:
        chosen = self._chosen()
        try:
            contact, partner = _locked(contact, partner)
            if changed := self._changed(contact, partner):
                return "", self._stale(contact, partner, changed)
            with unit(savepoint=True):
                done = linking.link(contact, partner, master=self._master, choices=chosen)
                also = heirs.give_chosen(contact, self.the_kind, self.request)
        except Refused as refused:
            return "", self._page(contact, partner, refused=refused)
        self._tell(contact, partner, done, also)
        return address_of(partner if self._master is Master.PARTNER else contact), None

    def _preview(self, contact: Contact, partner: SharingRecord) -> HttpResponse:
        """What the choices sent would write; nothing is written or locked."""
        changed = self._changed(contact, partner)
        return self._stale(contact, partner, changed) if changed else self._page(contact, partner, self._chosen())

    def _changed(self, contact: Contact, partner: SharingRecord) -> Pairs:
        return comparing.changed_since(self.request.POST.get("shown", ""), contact, partner, self.the_kind)

    def _stale(self, contact: Contact, partner: SharingRecord, changed: Pairs) -> HttpResponse:
        """The page again, the fields that changed meanwhile marked and no longer chosen."""
        kept = {name: choice for name, choice in self._chosen().items() if name not in changed}
        return self._page(contact, partner, kept, before=changed, status=409)

    def _tell(self, contact: Contact, partner: SharingRecord, done: Linked, follow: list[str]) -> None:
        """Name both, and every record that was written, as they are called now; and what followed."""
        written = {one: one for one in done.plan.records}
        both = [written.get(contact, contact), written.get(partner, partner)]
        others = [one for one in written if one not in both]
        sentence = _("Linked.")
        if others:
            also = ngettext("%(count)s more record was updated:", "%(count)s more records were updated:", len(others))
            sentence = f"{sentence} {also % {'count': len(others)}}"
        messages.success(self.request, notices.named(sentence, [*both, *others]))
        for told in follow:
            messages.info(self.request, told)

    @property
    def _master(self) -> Master:
        asked = self.request.POST.get("keep") or self.request.GET.get("keep")
        return Master.PARTNER if asked == Master.PARTNER else Master.CONTACT

    def _chosen(self) -> dict[str, bool]:
        """Column → the contact's value is kept, as far as it was sent."""
        sent = ((name, self.request.POST.get(f"field-{name}")) for name in self.the_kind.by_contact)
        return {name: value == Master.CONTACT for name, value in sent if value}

    def _page(
        self,
        contact: Contact,
        partner: SharingRecord,
        chosen: Mapping[str, bool] | None = None,
        *,
        before: Pairs | None = None,
        refused: Refused | None = None,
        status: int = 200,
    ) -> HttpResponse:
        try:
            comparison = comparing.compare(
                contact, partner, self.the_kind, master=self._master, chosen=chosen or {}, before=before or {}
            )
        except Refused as standing:
            comparison, refused = None, standing
        return self.render(
            "links/decide.html",
            status=status,
            title=f"{contact.title} ⇄ {partner.title}",
            heading=words_of(self.the_kind).link,
            crumbs=self.crumbs(contact, str(words_of(self.the_kind).link)),
            steps=way_of_linking(2, self._choose_url(contact, partner)),
            contact=contact,
            partner=partner,
            sides=self._sides(contact, partner),
            objection=objection(refused) if refused is not None else None,
            comparison=comparison,
            heirlooms=heirs.asked([contact], self.the_kind, self.request) if comparison is not None else [],
            **_effects(comparison, contact, partner),
            not_shared=comparing.not_shared(self.the_kind),
            keep=self._master.value,
            kept=_kept(comparison, self._master),
            is_stale=bool(before),
            shown=comparing.snapshot(contact, partner, self.the_kind),
            token=token_of(self.request),
            cancel_url=address_of(partner if self._master is Master.PARTNER else contact),
        )

    def _choose_url(self, contact: Contact, partner: SharingRecord) -> str:
        if self._master is Master.PARTNER:
            return offers.choose_contact_url(partner, self.the_kind)
        return offers.choose_url(contact, self.the_kind)

    def _sides(self, contact: Contact, partner: SharingRecord) -> list[dict[str, Any]]:
        label = self.the_kind.title
        contact_label = capfirst(str(Contact._meta.verbose_name))
        return [
            {"value": Master.CONTACT.value, "label": contact_label, "link": linked(contact), "name": "contact"},
            {"value": Master.PARTNER.value, "label": label, "link": linked(partner), "name": self.the_kind.name},
        ]


def _locked(contact: Contact, partner: SharingRecord) -> tuple[Contact, SharingRecord]:
    """Both as they are now, locked in the order of ``link``. Raises Refused where one is gone."""
    hub = lock_with_people(contact.pk)[0]
    found = type(partner)._base_manager.select_for_update(no_key=True).filter(pk=partner.pk).first()
    if found is None:
        raise Refused(_("%(record)s was deleted meanwhile.") % {"record": partner.title})
    return hub, found


def _effects(comparison: Comparison | None, contact: Contact, partner: SharingRecord) -> dict[str, Any]:
    """What linking writes, and the button that counts it."""
    return {
        "sentences": sentences_of(comparison, contact, partner) if comparison is not None else [],
        "others": [(linked(one.record), one) for one in comparison.others] if comparison is not None else [],
        "also": also_in_words(comparison),
        "button": _button(comparison),
    }


def sentences_of(comparison: Comparison, contact: Contact, partner: SharingRecord) -> list[str]:
    """How many values are written to which of both."""
    counts = ((comparison.to_contact, contact), (comparison.to_partner, partner))
    people = sum(1 for one in comparison.others if isinstance(one.record, Contact))
    follow = ngettext(
        "%(count)s person of this company follows.", "%(count)s people of this company follow.", people
    ) % {"count": people}
    written = [
        ngettext(
            "%(count)s value will be written to %(kind)s %(no)s.",
            "%(count)s values will be written to %(kind)s %(no)s.",
            count,
        )
        % {"count": count, "kind": record._meta.verbose_name, "no": record.no}
        for count, record in counts
        if count
    ]
    return [*written, follow] if people else written


def also_in_words(comparison: Comparison | None) -> str:
    """The records that are written besides the two, each leading to its card (M26)."""
    if comparison is None or not comparison.others:
        return ""
    records = [one.record for one in comparison.others]
    links = format_html_join(", ", "{} {}", ((one._meta.verbose_name, linked(one)) for one in records[:NAMED]))
    if len(records) > NAMED:
        said = _("Will also update: %(records)s and %(more)s more.")
        return SafeString(said % {"records": links, "more": len(records) - NAMED})
    return one_stop(SafeString(_("Will also update: %(records)s.") % {"records": links}))


def _kept(comparison: Comparison | None, asked: Master) -> str:
    """The side whose values the choices shown keep; ``asked`` before the other one, blank for a mixture."""
    sides = (asked, *(side for side in Master if side is not asked))
    return next((side.value for side in sides if comparison is not None and comparison.keeps(side)), "")


def _button(comparison: Comparison | None) -> str:
    total = comparison.total if comparison is not None else 0
    if not total:
        return _("Link")
    return ngettext("Link and update %(count)s value", "Link and update %(count)s values", total) % {"count": total}
