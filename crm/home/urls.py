"""Addresses of the home page."""

from django.urls import path

from crm.home.order import ArrangeHome
from crm.home.views import chart, home
from crm.kit.navigation import pages_found
from crm.kit.screens.search import SearchEverywhere

urlpatterns = [
    path("", home, name="home"),
    path("arrange/", ArrangeHome.as_view(), name="home-arrange"),
    path("charts/<slug:name>/", chart, name="chart"),
    path("search/", SearchEverywhere.as_view(pages=pages_found), name="search-everywhere"),
]
