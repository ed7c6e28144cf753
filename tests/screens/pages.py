"""A page as a browser sees it: what its form would send, its links, its text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

SKIPPED = frozenset({"csrfmiddlewaretoken", "q", "next", "language"})


class Page(HTMLParser):
    """Reads the controls of the forms that post, and the texts of a page."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.status: int = response.status_code
        self.html: str = response.content.decode()
        self.sends: dict[str, str] = {}
        self.links: list[str] = []
        self.texts: list[str] = []
        self._posting = False
        self._select = ""
        self.feed(self.html)

    @property
    def text(self) -> str:
        """Everything that can be read, blanks collapsed."""
        return " ".join(" ".join(self.texts).split())

    def with_typed(self, **typed: str) -> dict[str, str]:
        """What the form sends after these values were typed into it."""
        return self.sends | typed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collects what a browser would send."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._posting = found.get("method") == "post"
        elif tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif (
            (self._posting or found.get("form", "").startswith("row-"))
            and found.get("name", "") not in SKIPPED
            and "disabled" not in found
        ):
            self._control(tag, found)

    def handle_endtag(self, tag: str) -> None:
        """Forms and selects end."""
        if tag == "form":
            self._posting = False
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        """Collects texts."""
        self.texts.append(data)

    def _control(self, tag: str, found: dict[str, str]) -> None:
        if tag == "input" and found.get("type") in ("checkbox", "radio"):
            if "checked" in found and "name" in found:
                self.sends[found["name"]] = found.get("value", "on")
        elif tag == "input" and found.get("type") not in ("file", "submit"):
            self.sends[found["name"]] = found.get("value", "")
        elif tag == "select":
            self._select = found["name"]
            self.sends[self._select] = ""
        elif tag == "option" and self._select and "selected" in found:
            self.sends[self._select] = found.get("value", "")
