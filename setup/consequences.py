"""What follows from switching a setting on, counted before it is saved (N14); rooms above know what to count."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from setup.models import MarketingSetup


class Consequence(NamedTuple):
    """What would happen, in a sentence, and where that can be seen before it does."""

    sentence: str
    title: str
    url: str

    def __html__(self) -> SafeString:
        return format_html('{} <a href="{}">{}</a>', self.sentence, self.url, self.title)

    def __str__(self) -> str:
        return self.__html__()


Counting = Callable[[str, "MarketingSetup"], list[Consequence]]
"""Field of Marketing Setup, and the setup as it would be → what follows from setting the field."""

Told = Callable[[str, "MarketingSetup"], str]
"""Field of Marketing Setup, and the setup → what is so at present, in words; blank where nothing is to be said."""

_counting: list[Counting] = []
_told: list[Told] = []


def register_consequences(counting: Counting) -> None:
    """Ask ``counting`` before a setting is switched on."""
    _counting.append(counting)


def register_state(told: Told) -> None:
    """Ask ``told`` what the state of a setting is."""
    _told.append(told)


def consequences_of(name: str, setup: MarketingSetup) -> list[Consequence]:
    """What follows from setting the field ``name`` of ``setup``."""
    return [one for counting in _counting for one in counting(name, setup)]


def state_of(name: str, setup: MarketingSetup) -> str:
    """What is so at present about the field ``name``, in words; blank where nothing is to be said."""
    return next((said for told in _told if (said := told(name, setup))), "")
