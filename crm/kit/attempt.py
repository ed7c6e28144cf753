"""A part of a page that fails by itself: the outermost boundary of fact boxes and of what home shows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

T = TypeVar("T")

logger = logging.getLogger(__name__)


def attempt(part: str, read: Callable[[], T], instead: T) -> T:
    """What ``read`` returns; ``instead`` where it fails, whatever the reason: the rest of the page has to live.

    The log has the whole error, named by ``part``. What a failed statement left of the transaction is taken back to
    where ``read`` began. Refusals and missing pages are answers, not failures: they pass.
    """
    try:
        with transaction.atomic():
            return read()
    except (PermissionDenied, Http404):
        raise
    except Exception:
        logger.exception("A part of a page failed: %s", part)
        return instead
