"""Hands that never leave the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 150
"""So many stops no page has."""

FOCUSED = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  return [one.labels?.[0]?.innerText ?? one.ariaLabel ?? one.innerText ?? "", box.width > 0 && box.height > 0];
}"""


def tab_to(page: Page, name: str) -> None:
    """Tab is pressed until something whose name begins with ``name`` has the focus; each stop on the way can be seen.

    Raises AssertionError where Tab does not lead there.
    """
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        told, is_seen = page.evaluate(FOCUSED)
        assert is_seen, f"The focus is on something that cannot be seen: {told!r}"
        if told.strip().startswith(name):
            return
        passed.append(told.strip()[:30])
    raise AssertionError(f"Tab does not lead to {name!r} but to {passed}")
