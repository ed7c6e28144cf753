"""Whoever is signed in is read with their desk and the name of the company: one query, as before."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Subquery

from setup.models import CompanyInformation


class DeskBackend(ModelBackend):
    """Django's users and permissions; the user of a request carries ``desk`` and ``company_name``."""

    def get_user(self, user_id: Any) -> Any:
        """The user with that key, if they may still sign in. One query."""
        name = CompanyInformation.objects.filter(pk=CompanyInformation.SINGLE).values("name")
        users = get_user_model()._default_manager.select_related("desk").annotate(company_name=Subquery(name))
        found = users.filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None
