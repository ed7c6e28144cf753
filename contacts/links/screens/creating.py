"""Create as: a partner made of a contact (F2), and a contact made of a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.links import creating, heirs, offers
from contacts.links.bulk_creating import without_contact
from contacts.links.eligibility import check_partner, relation_code
from contacts.links.forms import NumberForm
from contacts.links.screens.base import LinkScreen, address_of, objection, token_of, way_of_creating
from contacts.links.suggesting import contacts_like, partners_like
from contacts.links.words import words_of
from contacts.models import Contact
from crm.kit import notices
from crm.kit.addresses import page_url
from crm.kit.codes import titles_on
from crm.kit.display import as_printed, caption, text_of
from crm.kit.permissions import may
from crm.kit.refusal import Refused
from crm.kit.unit import unit
from crm.kit.values import column, is_blank, value_of
from setup.models import MarketingSetup

if TYPE_CHECKING:
    from contacts.links.creating import Created
    from contacts.sharing import SharingRecord
    from crm.kit.permissions import Needs
    from setup.numbering.models import NumberSeries

Values = list[tuple[str, str]]
"""Label and text."""


class Alike(NamedTuple):
    """A record that exists already and could be linked instead."""

    record: Any
    reasons: str
    url: str


class CreateAs(LinkScreen):
    """A partner of a kind, made of a contact: template, number, what it will hold, and then the button."""

    def needs(self) -> Needs:
        """The partner is new."""
        return offers.to_create_partner(self.the_kind)

    def get(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        """What would be created."""
        return self._page(self.contact_at(key))

    def post(self, request: HttpRequest, key: int, kind: str) -> HttpResponse:
        """The partner exists, linked; sent twice, it exists once."""
        return self.once_only(lambda: self._create(self.contact_at(key)))

    def _create(self, contact: Contact) -> tuple[str, HttpResponse | None]:
        templates = creating.templates_for(contact, self.the_kind)
        template = self._template(templates)
        form = NumberForm(self.the_kind, self._series(template), self.request.POST)
        if (templates and template is None) or not form.is_valid():
            return "", self._page(contact, form)
        try:
            with unit(savepoint=True):
                created = creating.create_partner(contact, self.the_kind, template, form.cleaned_data.get("no", ""))
                also = heirs.give_chosen(creating.owner_of(contact), self.the_kind, self.request)
        except Refused as refused:
            return "", self._page(contact, form, refused)
        _tell(self.request, created, creating.owner_of(contact))
        for told in also:
            messages.info(self.request, told)
        page = "edit" if may(self.request.user, "change", self.the_kind.model) else "card"
        return page_url(self.the_kind.model, page, created.record.pk), None

    def _template(self, templates: list[Any]) -> Any | None:
        """The template that was asked for, or the only one."""
        asked = self.request.POST.get("template") or self.request.GET.get("template")
        if len(templates) == 1:
            return templates[0]
        return next((one for one in templates if one.pk == asked), None)

    def _series(self, template: Any | None) -> NumberSeries | None:
        own: NumberSeries | None = template.no_series if template is not None else None
        default: NumberSeries | None = self.the_kind.model.default_series()
        return own or default

    def _page(self, contact: Contact, form: NumberForm | None = None, refused: Refused | None = None) -> HttpResponse:
        templates = creating.templates_for(contact, self.the_kind)
        template = self._template(templates)
        try:
            plain = creating.draft_partner(contact, self.the_kind)
        except Refused as standing:
            return self._show(contact, objection=objection(standing))
        must_choose = bool(templates) and template is None
        drafted = creating.draft_partner(contact, self.the_kind, template) if template is not None else plain
        return self._show(
            contact,
            objection=objection(refused) if refused is not None else None,
            templates=templates if len(templates) > 1 else [],
            chosen=template,
            must_choose=must_choose,
            no_template=words_of(self.the_kind).no_template if not templates else "",
            form=form or NumberForm(self.the_kind, self._series(template)),
            alike=self._alike(creating.owner_of(contact)),
            heirlooms=heirs.asked([creating.owner_of(contact)], self.the_kind, self.request),
            from_contact=_values(plain, [one.partner for one in self.the_kind.shared]),
            **_from_template(plain, drafted, template),
        )

    def _show(self, contact: Contact, **context: Any) -> HttpResponse:
        heading = str(words_of(self.the_kind).create)
        owner = creating.owner_of(contact)
        return self.render(
            "links/create_as.html",
            title=contact.title,
            heading=heading,
            crumbs=self.crumbs(contact, heading),
            owner=owner if owner != contact else None,
            record=contact,
            steps=way_of_creating(int("objection" not in context or context["objection"] is None), self.request.path),
            token=token_of(self.request),
            cancel_url=address_of(contact),
            **context,
        )

    def _alike(self, contact: Contact) -> list[Alike]:
        free = without_contact(self.the_kind.model._default_manager.all())
        found = partners_like(contact, self.the_kind, free)
        url = offers.decide_url
        return [Alike(one.record, ", ".join(one.reasons), url(contact, one.record, self.the_kind)) for one in found]


class CreateContact(LinkScreen):
    """A contact for a partner that has none."""

    of_partner = True

    def needs(self) -> Needs:
        """The contact is new."""
        return offers.to_create_contact(self.the_kind)

    def get(self, request: HttpRequest, kind: str, key: int) -> HttpResponse:
        """What would be created."""
        return self._page(self.partner_at(key))

    def post(self, request: HttpRequest, kind: str, key: int) -> HttpResponse:
        """The contact exists, linked; sent twice, it exists once."""
        return self.once_only(lambda: self._create(self.partner_at(key)))

    def _create(self, partner: SharingRecord) -> tuple[str, HttpResponse | None]:
        try:
            with unit(savepoint=True):
                created = creating.create_contact(partner)
        except Refused as refused:
            return "", self._page(partner, refused)
        _tell(self.request, created, partner)
        return address_of(partner), None

    def _page(self, partner: SharingRecord, refused: Refused | None = None) -> HttpResponse:
        try:
            check_partner(partner, self.the_kind)
            relation_code(self.the_kind)
        except Refused as standing:
            return self._show(partner, objection=objection(standing))
        drafted = creating.draft_contact(partner, self.the_kind, MarketingSetup.current())
        found = contacts_like(partner, self.the_kind, Contact.objects.select_related("company"))
        return self._show(
            partner,
            objection=objection(refused) if refused is not None else None,
            values=_values(drafted, [one.contact for one in self.the_kind.shared]),
            alike=[self._instead(one.record, one.reasons, partner) for one in found],
        )

    def _instead(self, contact: Contact, reasons: tuple[str, ...], partner: SharingRecord) -> Alike:
        owner = creating.owner_of(contact)
        url = offers.decide_url(owner, partner, self.the_kind, from_partner=True)
        return Alike(contact, ", ".join(reasons), url)

    def _show(self, partner: SharingRecord, **context: Any) -> HttpResponse:
        heading = _("Create contact")
        return self.render(
            "links/create_contact.html",
            title=partner.title,
            heading=heading,
            crumbs=self.crumbs(partner, heading),
            record=partner,
            steps=way_of_creating(int("objection" not in context or context["objection"] is None), self.request.path),
            token=token_of(self.request),
            cancel_url=address_of(partner),
            **context,
        )


def _tell(request: HttpRequest, created: Created, source: SharingRecord) -> None:
    """Say what was made of what, and what else was written."""
    sentence = _("Created from %(record)s, linked.") % {"record": source.title}
    others = [one for one in created.plan.records if one not in (created.record, source)]
    messages.success(request, notices.named(sentence, [created.record, source, *others]))
    if warning := getattr(created.record, "number_warning", ""):
        messages.warning(request, warning)


def _values(record: SharingRecord, names: list[str]) -> Values:
    """What ``record`` holds in the columns ``names``, blanks left out. One query for the titles of codes."""
    model = type(record)
    fields = [column(model, name) for name in names]
    held = [field for field in fields if not is_blank(value_of(record, field))]
    titles = titles_on([record], [field.name for field in held])
    texts = ((field.name, text_of(field, value_of(record, field), titles)) for field in held)
    return [(caption(model, name), as_printed(name, text)) for name, text in texts]


def _from_template(plain: SharingRecord, drafted: SharingRecord, template: Any | None) -> dict[str, Any]:
    """What the template presets, and which of the fields it could preset stay blank."""
    if template is None:
        return {"from_template": [], "blank": []}
    names = [name for name in template.presets() if not _equal(plain, drafted, name)]
    blank = [name for name in template.presets() if is_blank(value_of(drafted, column(type(drafted), name)))]
    return {
        "from_template": _values(drafted, names),
        "template_title": pgettext("name", "Template %(title)s") % {"title": template.title},
        "blank": [caption(type(drafted), name) for name in blank if not _is_flag(drafted, name)],
    }


def _equal(one: SharingRecord, other: SharingRecord, name: str) -> bool:
    field = column(type(one), name)
    return bool(value_of(one, field) == value_of(other, field))


def _is_flag(record: SharingRecord, name: str) -> bool:
    return isinstance(value_of(record, column(type(record), name)), bool)
