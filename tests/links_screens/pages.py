"""Pages as a person meets them: opened, read, and their forms sent back with what they came with."""

from __future__ import annotations

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


class Page:
    """What the browser shows."""

    def __init__(self, response: Any) -> None:
        self.response: HttpResponse = response
        self.status: int = response.status_code
        self.source: str = response.content.decode()
        without_tags = re.sub(r"<[^>]+>", " ", self.source)
        self.text = " ".join(html.unescape(without_tags).split())
        self.url: str = response.request["PATH_INFO"]

    @property
    def form(self) -> dict[str, str]:
        """What the fields of the page hold: hidden ones, texts, and the radio buttons that are chosen."""
        values: dict[str, str] = {}
        for tag in INPUT.findall(self.source):
            held = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag)}
            if held.get("name") and (held.get("type") != "radio" or "checked" in held):
                values[held["name"]] = held.get("value", "")
        return values

    def has_link(self, url: str) -> bool:
        """The page leads to ``url``."""
        return f'href="{html.escape(url)}"' in self.source


class Browser:
    """Somebody who is signed in."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, name: str, *args: Any, query: str = "") -> Page:
        """The page whose address is called ``name``."""
        return self.get(reverse(name, args=args) + query)

    def get(self, url: str) -> Page:
        """The page at ``url``."""
        return Page(self.client.get(url))

    def send(self, page: Page, url: str = "", **typed: str) -> Page:
        """The form of ``page``, with what was typed, sent; where that leads."""
        values = page.form | {name.replace("__", "-"): value for name, value in typed.items()}
        return Page(self.client.post(url or page.url, values, follow=True))
