"""Addresses of the partners room."""

from crm.kit.screens.registry import paths
from partners.screens import BankAccountScreens, CustomerScreens, VendorScreens
from partners.setup_screens import FieldPolicyScreens, template_screens

urlpatterns = paths(CustomerScreens(), VendorScreens(), BankAccountScreens(), *template_screens(), FieldPolicyScreens())
