"""Writing an interaction down: by hand, with a call, now or later (a.6, a.8, P23)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from contacts.interactions.filling import COPIED, EMAIL, has_email, next_minute, seller_for
from contacts.interactions.forms import CALLED, LATER, CallForm, WritingForm
from contacts.interactions.log import check_contact, template_for
from contacts.interactions.models import Interaction, InteractionTemplate, InteractionTemplateSetup
from contacts.interactions.whom import contact_of_partner, numbers_of
from contacts.models import Contact
from crm.kit.addresses import card_url, page_url
from crm.kit.cards import Card, Section
from crm.kit.fields import RecordField
from crm.kit.forms import RecordForm, form_class
from crm.kit.refusal import Refused
from crm.kit.screens import once
from crm.kit.screens.edit import EditScreen, NewScreen

if TYPE_CHECKING:
    from crm.kit.models import Record
    from crm.kit.screens.inlines import InlineSet

FILL = "fill"
"""What the button is called that fills the form from the chosen template."""

PAGE = "interactions/write.html"
CALL_CARD = Card((Section("", tuple(name for section in CALLED for name in section.names if name != "note")),))


class WritingPage(NewScreen):
    """The form with its buttons; comments and files are typed in it."""

    def render(self, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
        """The page of the form in the place of the kit's."""
        page = PAGE if template == "kit/form.html" else template
        return super().render(page, status=status, **context, fills=self.fills, later=LATER, fill=FILL)

    fills: ClassVar[bool] = True
    """The form has a template to be filled from."""

    def inlines(self, record: Record, data: Any = None) -> list[InlineSet]:
        """None: the comment is a field of the form."""
        return []

    def _draft(self, params: QueryDict) -> Record:
        draft = super()._draft(self._known(self.request.GET))
        assert isinstance(draft, Interaction)
        if draft.document is not None:
            draft.document_no = draft.document.no
            draft.contact = draft.contact or draft.document.contact
        return draft

    def _next(self, record: Record) -> str:
        if LATER in self.request.POST:
            return page_url(Interaction, "postponed")
        params = self.request.GET.urlencode()
        here = f"{self.request.path}?{params}" if params else self.request.path
        return here if "another" in self.request.POST else card_url(record)

    def refused(self, refused: Refused, *ways: tuple[str, str]) -> HttpResponse:
        """A page that says why nothing can be begun, and where to go."""
        title = str(self.screens.new_title)
        known = [(str(refused.record), card_url(refused.record))] if refused.record is not None else []
        return self.render(
            "interactions/objection.html",
            status=409,
            title=title,
            crumbs=self.crumbs(None, title),
            sentence=refused.sentence,
            ways=[way for way in (*known, *ways) if way[1]],
        )


class CreateScreen(WritingPage):
    """A new entry. Choosing a template fills the rest, on the server."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form with its defaults; that of the contact, where a partner is named."""
        try:
            contact = contact_of_partner(request.GET)
        except Refused as refused:
            return self.refused(refused)
        if contact is not None:
            return HttpResponseRedirect(f"{request.path}?contact={contact.pk}")
        return super().get(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The entry is written, or put aside; or the form is filled from the template, and nothing is written."""
        return self._filled(request.POST) if FILL in request.POST else super().post(request)

    def form(self, record: Record, data: Any = None, files: Any = None) -> RecordForm:
        """The form; a fresh one starts with today, the next full minute and the salesperson concerned (a.6)."""
        assert isinstance(record, Interaction)
        template = record.template if data is None and record.template_id else None
        if data is None:
            record.time = next_minute()
            record.salesperson = seller_for(self.request.user, record.contact)
        form = super().form(record, data, files)
        if template is not None:
            form.initial.update(filled(template, record.contact))
        return form

    def _filled(self, sent: QueryDict) -> HttpResponse:
        form = self.form(self._draft(sent))
        raw = {name: sent[name] for name in form.fields if name in sent}
        template = InteractionTemplate.objects.filter(pk=raw.get("template") or None).first()
        contact = _contact_typed(form, raw)
        if template is not None:
            values = filled(template, contact)
            if raw.get("description") and raw.get("filled_from") in ("", template.pk):
                del values["description"]
            raw |= values
        seller = seller_for(self.request.user, contact)
        raw["salesperson"] = raw.get("salesperson") or (seller.pk if seller is not None else "")
        form.initial.update(raw)
        return self._page(form, [], sent.get("token") or once.new_token())


class CallScreen(WritingPage):
    """A call: the number is dialled from the page, and what became of it is written down (a.8)."""

    fills: ClassVar[bool] = False

    def get(self, request: HttpRequest) -> HttpResponse:
        """The numbers and the form; or why one cannot call."""
        objection = self._objection()
        return objection or super().get(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The call is recorded."""
        objection = self._objection()
        return objection or super().post(request)

    def form(self, record: Record, data: Any = None, files: Any = None) -> RecordForm:
        """The form of a call with that contact, as the template of outgoing calls says."""
        assert isinstance(record, Interaction)
        template = template_for("outgoing_call")
        assert template is not None
        record.contact, record.template = self._contact(), template
        numbers = [(one.number, one.words) for one in numbers_of(record.contact)]
        if data is None:
            record.time, record.contact_via = next_minute(), numbers[0][0]
            record.salesperson = seller_for(self.request.user, record.contact)
        made: Any = form_class(Interaction, CALL_CARD, CallForm)
        form: RecordForm = made(data, files, instance=record, numbers=numbers)
        if data is None:
            form.initial.update(filled(template, record.contact))
        return form

    def show(self, form: RecordForm, inlines: list[InlineSet], record: Record | None, **context: Any) -> HttpResponse:
        """The form below the numbers that can be dialled."""
        contact = self._contact()
        title = pgettext("action", "Make Phone Call")
        crumbs = self.crumbs(None, title)
        options = {"title": f"{title}: {contact.title}", "crumbs": crumbs, "numbers": numbers_of(contact)}
        return super().show(form, inlines, record, **context | options)

    def _contact(self) -> Contact:
        found = contact_of_partner(self.request.GET)
        key = self.request.GET.get("contact", "")
        if found is None and key.isdecimal():
            found = Contact.objects.filter(pk=key).first()
        if found is None:
            raise Http404(_("There is no page at this address."))
        return found

    def _objection(self) -> HttpResponse | None:
        setup = (_("Open the setting"), page_url(InteractionTemplateSetup, "edit", InteractionTemplateSetup.SINGLE))
        try:
            contact = self._contact()
            check_contact(contact)
        except Refused as refused:
            return self.refused(refused)
        if template_for("outgoing_call") is None:
            return self.refused(Refused(_("Choose the template for outgoing calls first.")), setup)
        if not numbers_of(contact):
            sentence = _("%(contact)s has no phone number, and neither has its company.")
            return self.refused(Refused(sentence % {"contact": contact.title}, record=contact))
        return None


class ResumeScreen(EditScreen):
    """A postponed entry is finished: as of today, its comment replaced (a.6)."""

    verb = "add"

    def render(self, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
        """The page of the form in the place of the kit's."""
        page = PAGE if template == "kit/form.html" else template
        return super().render(page, status=status, **context, fills=False, later=LATER)

    def inlines(self, record: Record, data: Any = None) -> list[InlineSet]:
        """None: the comment is a field of the form."""
        return []

    def record_of(self, key: str) -> Record:
        """The draft. Raises Http404 for one that is finished."""
        found = super().record_of(key)
        assert isinstance(found, Interaction)
        if not found.postponed:
            raise Http404(_("This interaction is finished already."))
        return found

    def form(self, record: Record, data: Any = None, files: Any = None) -> RecordForm:
        """The form, as of today."""
        form = super().form(record, data, files)
        if data is None and isinstance(form, WritingForm) and isinstance(record, Interaction):
            form.initial["date"] = timezone.localdate()
            form.initial["note"] = next((one.comment for one in record.comments.all()), "")
            form.initial["filled_from"] = record.template_id
        return form


def filled(template: InteractionTemplate, contact: Contact | None) -> dict[str, Any]:
    """What a form holds once ``template`` filled it (a.6)."""
    values = {name.removesuffix("_id"): getattr(template, source) for name, source in COPIED.items()}
    wanted = template.correspondence_for(contact.correspondence_type if contact is not None else "")
    barred = wanted == EMAIL and contact is not None and not has_email(contact, timezone.localdate())
    values["correspondence_type"] = "" if barred else wanted
    return values | {"filled_from": template.pk}


def _contact_typed(form: RecordForm, raw: dict[str, Any]) -> Contact | None:
    field = form.fields["contact"]
    assert isinstance(field, RecordField)
    try:
        found: Contact | None = field.clean(raw.get("contact"))
    except ValidationError:
        return None
    return found


CALL = pgettext_lazy("action", "Make Phone Call")
