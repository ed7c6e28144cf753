"""Why something was not done, as a sentence for staff."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise

from crm.kit.sentences import one_stop


class Refused(Exception):
    """Nothing was done. The sentence names the other record or the setting that stands in the way.

    ``field`` is the field of the form it belongs to, ``record`` the record to look at, ``setting`` the field of
    Marketing Setup that would help.
    """

    def __init__(
        self,
        sentence: str | Promise,
        *,
        field: str | None = None,
        record: models.Model | None = None,
        setting: str | None = None,
    ) -> None:
        self.sentence = one_stop(str(sentence))
        super().__init__(self.sentence)
        self.field = field
        self.record = record
        self.setting = setting


def sentence_of(objection: Refused | ValidationError) -> str:
    """Why a record was not saved, whoever objected: a rule or a field."""
    return objection.sentence if isinstance(objection, Refused) else " ".join(objection.messages)
