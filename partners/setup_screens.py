"""What the partners room adds to the settings: templates, field policies, and the state of linking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.links.kinds import all_kinds
from contacts.links.models import ContactBusinessRelation
from crm.kit.addresses import setting_url
from crm.kit.cards import Card, Panel, Section
from crm.kit.screens.declaration import Screens
from partners.forms import FieldPolicyForm
from partners.models import CustomerTemplate, PartnerTemplate, VendorTemplate
from setup.models import FieldPolicy, MarketingSetup
from setup.screens import TRADE, CodeListScreens

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import Promise


PURPOSES: dict[type[PartnerTemplate], str | Promise] = {
    CustomerTemplate: _(
        "What a new customer starts with besides what its contact knows: posting groups, terms, currency."
    ),
    VendorTemplate: _("What a new vendor starts with besides what its contact knows: posting groups, terms, currency."),
}
"""What the lists are for."""


class TemplateScreens(CodeListScreens):
    """What new partners start with besides what their contact knows."""

    is_grid = False
    columns = ("code", "description", "contact_type", "payment_terms", "payment_method", "currency")

    def __init__(self, model: type[PartnerTemplate]) -> None:
        super().__init__(model, TRADE)
        self.prefix = f"{str(model._meta.model_name).removesuffix('template')}-templates/"
        self.columns = type(self).columns
        self.purpose = PURPOSES[model]
        own = ("code", "description", "contact_type", "no_series")
        presets = model.presets()
        self.card = Card(
            (
                Section(
                    pgettext_lazy("section", "General"),
                    own,
                    help=_(
                        "The template fits contacts of its type. The contact's values win; the template fills blanks."
                    ),
                ),
                Section(_("Fills in"), presets),
            )
        )


class FieldPolicyScreens(Screens):
    """Shared fields that do not travel both ways."""

    model = FieldPolicy
    prefix = "field-policies/"
    purpose = _("Shared fields travel both ways between a contact and its partners, but for those that stand here.")
    shelf = pgettext_lazy("navigation", "Settings")
    columns = ("kind", "field", "direction")
    sortable = {"kind": "kind"}
    default_sort = "kind"
    form = FieldPolicyForm
    empty = _("Every shared field travels both ways.")
    about = _("A field policy narrows that for one kind of partner and one field.")
    card = Card((Section(pgettext_lazy("section", "General"), ("kind", "field", "direction")),))


class State(NamedTuple):
    """Whether contacts can be linked with partners of a kind, and how many are."""

    label: str
    code: str
    links: int
    url: str


def state_of_linking(setup: MarketingSetup, request: HttpRequest) -> dict[str, Any]:
    """Each kind with its relation code and its number of links. One query for each kind."""
    states = []
    for kind in all_kinds():
        code = getattr(setup, f"{kind.relation_setting}_id") or ""
        links = ContactBusinessRelation.objects.filter(**{f"{kind.name}__isnull": False}).count()
        states.append(State(str(kind.label), code, links, setting_url(kind.relation_setting)))
    return {"states": states, "numbers": setup.contact_nos_id, "numbers_url": setting_url("contact_nos")}


LINKING = Panel(_("Linking"), "partners/linking.html", state_of_linking)


def template_screens() -> tuple[TemplateScreens, ...]:
    """The screens of both kinds of template."""
    return TemplateScreens(CustomerTemplate), TemplateScreens(VendorTemplate)
