"""A house full of differences, for `sync` as a program; called inside the program's own process."""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.management import call_command
from django.db.models import Count, F, Q

from contacts.links import bulk_repair
from contacts.links.drift import count_drift
from contacts.links.models import ContactBusinessRelation
from crm.history.models import Change
from crm.kit.context import Cause
from tests.benchmarks import data

WINDOW = 50
SYNC = ("sync", "--repair", "contact", "--window", str(WINDOW), "-v", "0")


def seed(count: int) -> int:
    """``count`` customers differ from their contacts in phone number and city; nothing has a history."""
    call_command("flush", interactive=False, verbosity=0)
    data.fill(count)
    data.drift(100)
    return count_drift()


def state() -> dict[str, Any]:
    """What must fit together however a run ended."""
    phone, city = Q(contact__phone_no=F("customer__phone_no")), Q(contact__city=F("customer__city"))
    pairs = ContactBusinessRelation.objects.filter(customer__isnull=False)
    noted = Change.objects.filter(cause=Cause.REPAIRED, model="partners.customer")
    return {
        "repaired": pairs.filter(phone & city).count(),
        "half": pairs.filter(phone ^ city).count(),
        "noted": noted.filter(diff__has_keys=["phone_no", "city"]).count(),
        "twice": noted.values("object_id").annotate(number=Count("pk")).filter(number__gt=1).count(),
        "otherwise": Change.objects.exclude(pk__in=noted).filter(cause=Cause.REPAIRED).count(),
    }


def finished(count: int) -> dict[str, Any]:
    """How it looks when ``count`` pairs were repaired, each with its row in the history."""
    return {"repaired": count, "half": 0, "noted": count, "twice": 0, "otherwise": 0}


def killed(where: str, call: int) -> None:
    """Run `sync`, killed the moment it calls a function of the module for the ``call``-th time."""
    real, calls = getattr(bulk_repair, where), iter(range(1, call + 1))

    def deadly(*arguments: Any) -> Any:
        if next(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(bulk_repair, where, deadly)
    call_command(*SYNC)
