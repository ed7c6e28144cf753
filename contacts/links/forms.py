"""Forms of links: a plain relation, the number of a new partner, the rules for many new contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from contacts.links.eligibility import code_of_links, link_codes
from contacts.links.linking import Master
from contacts.links.models import ContactBusinessRelation
from crm.kit.codes import titles_of
from setup.models import BusinessRelation
from setup.numbering import outlook
from setup.numbering.errors import NumberingError

if TYPE_CHECKING:
    from contacts.links.kinds import LinkKind
    from contacts.models import Contact
    from setup.numbering.models import NumberSeries

CREATE, LINK, SKIP = "create", "link", "skip"


class PlainRelationForm(forms.Form):
    """A business relation that the contact does not have yet, and that no link needs; it links to nothing."""

    code = forms.ChoiceField(
        label=_("Business Relation Code"),
        error_messages={
            "invalid_choice": _("There is no business relation %(value)s, or the contact has it already."),
        },
    )

    def __init__(self, contact: Contact, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = ContactBusinessRelation.objects.filter(contact=contact.pk)
        had = set(rows.values_list("business_relation", flat=True))
        known = titles_of({BusinessRelation: None})[BusinessRelation]
        kept = link_codes()
        taken = kept | had
        self.offered = [(code, title) for code, title in known.items() if code not in taken]
        self.fields["code"].choices = [("", "—"), *self.offered]  # type: ignore[attr-defined]  # a choice field has them
        typed = str(self.data.get(self.add_prefix("code"), ""))
        if typed in kept - had:
            self.fields["code"].error_messages["invalid_choice"] = code_of_links(typed)


class NumberForm(forms.Form):
    """The number of a new partner, where it may or must be typed."""

    no = forms.CharField(label=_("No."), max_length=20, required=False)

    def __init__(self, kind: LinkKind, series: NumberSeries | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.next_number, self.problem = _upcoming(series)
        self.must_type = series is None or not series.default_nos
        default: NumberSeries | None = kind.model.default_series()
        if default is not None and not default.manual_nos and not self.must_type:
            del self.fields["no"]
        elif not self.must_type:
            self.fields["no"].help_text = now_("Leave empty to get the next number: %(no)s.") % {"no": self.next_number}
        else:
            self.fields["no"].required = True

    def clean_no(self) -> str:
        """A number that no other partner of the kind bears."""
        typed = str(self.cleaned_data["no"]).strip()
        if typed and self.kind.model._base_manager.filter(no=typed).exists():
            raise forms.ValidationError(now_("The number %(no)s is taken.") % {"no": typed}, code="taken")
        return typed


class ContactsFromForm(forms.Form):
    """What is done with partners that probably have a contact already."""

    rule = forms.ChoiceField(
        label=_("What happens with them"),
        choices=(
            (SKIP, _("Leave them out")),
            (LINK, _("Link with the contact proposed")),
            (CREATE, _("Create a contact all the same")),
        ),
        initial=SKIP,
        widget=forms.RadioSelect,
    )
    master = forms.ChoiceField(
        label=_("When linking, keep the values of"),
        choices=((Master.CONTACT.value, _("The contact")), (Master.PARTNER.value, _("The partner"))),
        initial=Master.CONTACT.value,
        help_text=_("An empty value never replaces a filled one."),
        widget=forms.RadioSelect,
    )


def _upcoming(series: NumberSeries | None) -> tuple[str, str]:
    """The next number of ``series``, or why there is none."""
    if series is None or not series.default_nos:
        return "", ""
    try:
        return outlook.peek_number(series), ""
    except NumberingError as error:
        return "", error.sentence
