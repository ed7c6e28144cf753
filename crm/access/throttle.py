"""Guessing passwords takes time: after some failures a user name has to wait (P02)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from crm.access.models import FailedSignIn

FREE = 5
"""Failures that cost nothing."""

FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
"""How long one waits after the next failure; each further one doubles it."""

FORGOTTEN = timedelta(hours=1)
"""After so long a time without failures they count no longer."""


def waiting(name: str) -> timedelta:
    """How long nobody can sign in as ``name``; nothing where somebody can. One query."""
    row = FailedSignIn.objects.filter(pk=_key(name)).first()
    return max(row.until - timezone.now(), timedelta()) if row is not None and row.until else timedelta()


def failed(name: str) -> timedelta:
    """One failure more is counted for ``name``, whether there is such a user or not. How long it waits now."""
    now = timezone.now()
    with transaction.atomic():
        row, _made = FailedSignIn.objects.select_for_update().get_or_create(pk=_key(name), defaults={"last": now})
        row.failures = 1 if now - row.last > FORGOTTEN else row.failures + 1
        row.last = now
        wait = min(FIRST * 2 ** min(row.failures - FREE, 10), LONGEST) if row.failures >= FREE else timedelta()
        row.until = now + wait if wait else None
        row.save()
    return wait


def succeeded(name: str) -> None:
    """Nothing is held against ``name`` any more."""
    FailedSignIn.objects.filter(pk=_key(name)).delete()


def _key(name: str) -> str:
    return name.casefold()[:150]
