"""Why something was not done, as a sentence for staff."""

from __future__ import annotations

import re

from django.db import models
from django.utils.functional import Promise

TWO_STOPS = re.compile(r"(?<!\.)\.\.$")


class Refused(Exception):
    """Nothing was done. The sentence names the other record or the setting that stands in the way.

    ``field`` is the field of the form it belongs to, ``record`` the record to look at, ``setting`` the field of
    Marketing Setup that would help. A title such as "Rossi S.p.A." at the end of the sentence brings its full stop.
    """

    def __init__(
        self,
        sentence: str | Promise,
        *,
        field: str | None = None,
        record: models.Model | None = None,
        setting: str | None = None,
    ) -> None:
        self.sentence = TWO_STOPS.sub(".", str(sentence))
        super().__init__(self.sentence)
        self.field = field
        self.record = record
        self.setting = setting
