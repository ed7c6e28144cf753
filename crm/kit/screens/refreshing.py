"""What controls of an open form hold once they show what others saved meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from crm.kit import snapshot

if TYPE_CHECKING:
    from crm.kit.forms import RecordForm


def bring_in(shown: Iterable[RecordForm]) -> None:
    """Fields that only others changed show what they saved, and count as opened with it. Files stay as they are."""
    for form in shown:
        names = [one.name for one in form.merged if not _holds_file(form, one.name)]
        if not names:
            continue
        data: Any = form.data.copy()  # type: ignore[attr-defined]  # what was sent
        for name in names:
            key, held = form.add_prefix(name), form.now[name]
            if isinstance(held, list):
                data.setlist(key, held)
                continue
            value = control_value(form, name)
            if value is None:
                data.pop(key, None)
            else:
                data[key] = value
        form.data = data
        form.opened |= {name: form.now[name] for name in names}


def control_value(form: RecordForm, name: str) -> str | None:
    """What the control of a field would be sent with for what is stored; ``None`` for a box that is not ticked."""
    field = form.fields[name]
    value = field.prepare_value(snapshot.python_value(form.instance, name, form.now[name]))
    if isinstance(field.widget, forms.CheckboxInput):
        return "on" if value else None
    shown = field.widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


def _holds_file(form: RecordForm, name: str) -> bool:
    return bool(form.fields[name].widget.needs_multipart_form)
