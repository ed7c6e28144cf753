"""The application as ASGI servers call it; views are synchronous, so WSGI is the faster door."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

application = get_asgi_application()
