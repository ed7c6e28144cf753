"""Addresses of the links room."""

from django.urls import path

from contacts.links.screens.choosing import ChooseContact, ChoosePartner
from contacts.links.screens.contacts_from import ContactsFrom, ContactsMade
from contacts.links.screens.creating import CreateAs, CreateContact
from contacts.links.screens.deciding import DecideScreen
from contacts.links.screens.differences import DifferencesExport, DifferencesList
from contacts.links.screens.policies import PolicyTable
from contacts.links.screens.relations import AddRelation, PauseLink, RemoveRelation, ResumeLink
from contacts.links.screens.resolving import AcceptScreen, PairScreen, SettleOneScreen
from contacts.links.screens.settling import SettledScreen, SettleScreen

urlpatterns = [
    path("contact/<int:key>/relations/new/", AddRelation.as_view(), name="links-add-relation"),
    path("contact/<int:key>/<slug:kind>/", ChoosePartner.as_view(), name="links-choose-partner"),
    path("contact/<int:key>/<slug:kind>/new/", CreateAs.as_view(), name="links-create-as"),
    path("contact/<int:key>/<slug:kind>/<int:partner>/", DecideScreen.as_view(), name="links-decide"),
    path("partner/<slug:kind>/<int:key>/", ChooseContact.as_view(), name="links-choose-contact"),
    path("partner/<slug:kind>/<int:key>/new/", CreateContact.as_view(), name="links-create-contact"),
    path("relation/<int:key>/remove/", RemoveRelation.as_view(), name="links-remove"),
    path("relation/<int:key>/pause/", PauseLink.as_view(), name="links-pause"),
    path("relation/<int:key>/resume/", ResumeLink.as_view(), name="links-resume"),
    path("differences/", DifferencesList.as_view(), name="links-differences"),
    path("differences/export/", DifferencesExport.as_view(), name="links-differences-export"),
    path("differences/repair/", SettleScreen.as_view(), name="links-differences-repair"),
    path("differences/repaired/<uuid:made>/", SettledScreen.as_view(), name="links-differences-settled"),
    path("differences/<int:key>/", PairScreen.as_view(), name="links-difference"),
    path("differences/<int:key>/save/", SettleOneScreen.as_view(), name="links-difference-save"),
    path("differences/<int:key>/accept/", AcceptScreen.as_view(), name="links-accept"),
    path("policies/", PolicyTable.as_view(), name="links-policies"),
    path("contacts-from/<slug:kind>/", ContactsFrom.as_view(), name="links-contacts-from"),
    path("contacts-from/<slug:kind>/<uuid:made>/", ContactsMade.as_view(), name="links-contacts-made"),
]
