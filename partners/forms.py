"""Forms of customers, vendors and bank accounts: what a person may type."""

from __future__ import annotations

from typing import Any

from setup.forms import NumberedForm, require_name


class PartnerForm(NumberedForm):
    """A partner has a name."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        require_name(self)
