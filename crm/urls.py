"""Addresses: the frame's own first, then one line per room."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from crm.health import healthz

frame: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

rooms: list[URLPattern | URLResolver] = [
    path("", include("crm.home.urls")),
    path("", include("crm.access.signin")),
    path("", include("crm.kit.screens.components")),
    path("my/", include("crm.desk.urls")),
    path("", include("crm.access.urls")),
    path("contacts/", include("contacts.urls")),
    path("partners/", include("partners.urls")),
    path("interactions/", include("contacts.interactions.urls")),
    path("mail/", include("contacts.mail.urls")),
    path("trade/", include("partners.trade.urls")),
    path("links/", include("contacts.links.urls")),
    path("setup/", include("setup.urls")),
    path("history/", include("crm.history.urls")),
    path("jobs/", include("crm.jobs.urls")),
]
"""Each room adds ``path("<room>/", include("<room>.urls"))``; its ``urls.py`` names what is inside."""

urlpatterns = [*frame, *rooms]

handler400 = "crm.errors.bad_request"
handler500 = "crm.errors.server_error"
