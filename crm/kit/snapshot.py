"""What a form was opened with, carried along signed, so that nobody's edit is lost (decisions H3)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from crm.kit.values import column, value_of

SALT = "crm.kit.snapshot"

Values = dict[str, Any]
"""Column → its value as JSON holds it."""


def values_on(record: models.Model, names: Iterable[str]) -> Values:
    """What the columns ``names`` of ``record`` hold."""
    held = {name: value_of(record, column(type(record), name)) for name in names}
    values: Values = json.loads(json.dumps(held, cls=DjangoJSONEncoder))
    return values


def packed(values: Values) -> str:
    """``values`` as a signed text for a hidden field."""
    return signing.dumps(values, salt=SALT, compress=True)


def unpacked(text: str) -> Values | None:
    """The values in a signed text; ``None`` for one that we did not write."""
    try:
        values: Values = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return values


def python_value(record: models.Model, name: str, value: Any) -> Any:
    """A value of a snapshot as the column of ``record`` holds it."""
    return column(type(record), name).to_python(value)
