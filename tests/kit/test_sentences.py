"""A sentence ends with one full stop, whatever stands at its end."""

from __future__ import annotations

import pytest
from django.utils.safestring import SafeString

from crm.kit.sentences import one_stop


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("The link is made with C1 Rossi S.p.A..", "The link is made with C1 Rossi S.p.A."),
        ("Not linked to V1 Sol S.L.. Link them first.", "Not linked to V1 Sol S.L. Link them first."),
        ("Both differ in: VAT Registration No..", "Both differ in: VAT Registration No."),
        ('Also: <a href="/v/1/">V1 Acme Inc.</a>.', 'Also: <a href="/v/1/">V1 Acme Inc.</a>'),
        ("Linked to C1 Nordlys AS.", "Linked to C1 Nordlys AS."),
        ("Stays: C1 Rossi S.p.A., ….", "Stays: C1 Rossi S.p.A., …."),
        ("Looked up...", "Looked up..."),
        ("V00100..V00199 and ../up", "V00100..V00199 and ../up"),
    ],
)
def test_a_title_at_the_end_brings_its_own_full_stop(said: str, read: str) -> None:
    assert one_stop(said) == read


def test_what_was_safe_stays_safe_and_nothing_else_becomes_it() -> None:
    assert isinstance(one_stop(SafeString("<b>S.L.</b>.")), SafeString)
    assert not isinstance(one_stop("<b>S.L.</b>."), SafeString)
