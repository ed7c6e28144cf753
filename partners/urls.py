"""Addresses of the partners room."""

from crm.kit.screens.registry import paths
from partners.screens import BankAccountScreens, CustomerScreens, VendorScreens

urlpatterns = paths(CustomerScreens(), VendorScreens(), BankAccountScreens())
