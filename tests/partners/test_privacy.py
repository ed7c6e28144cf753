"""Privacy and blocks of customers and vendors (K4, K5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crm.kit.refusal import Refused
from setup.models import MarketingSetup
from tests.factories.partners import CustomerFactory, VendorFactory, firm

pytestmark = pytest.mark.django_db

TRADERS = pytest.mark.parametrize("factory", [CustomerFactory, VendorFactory])


@TRADERS
def test_blocking_for_privacy_blocks_altogether_and_back(factory: Callable[..., Any]) -> None:
    """K4."""
    partner = factory()
    partner.privacy_blocked = True
    partner.save()
    assert partner.blocked == "all"

    partner.privacy_blocked = False
    partner.save()

    assert partner.blocked == ""


@TRADERS
def test_a_smaller_block_needs_the_flag_cleared_first(factory: Callable[..., Any]) -> None:
    """K4: an error without a user interface."""
    partner = factory(privacy_blocked=True)

    partner.blocked = ""
    with pytest.raises(Refused, match="privacy"):
        partner.save()


def test_the_flag_that_is_synchronized_does_not_touch_the_block(marketing: MarketingSetup) -> None:
    """A1 footnote 3, K4: a write-back is narrow."""
    nordlys = firm()

    nordlys.contact.privacy_blocked = True
    nordlys.contact.save()

    assert (nordlys.reload().customer.privacy_blocked, nordlys.customer.blocked) == (True, "")


def test_blocked_partners_synchronize_like_others(marketing: MarketingSetup) -> None:
    """K5, H5."""
    nordlys = firm()
    nordlys.customer.blocked = "all"
    nordlys.customer.save()

    nordlys.contact.city = "Oslo"
    nordlys.contact.save()

    assert nordlys.reload().customer.city == "Oslo"


def test_a_synchronized_flag_does_not_stand_in_the_way_of_other_edits(marketing: MarketingSetup) -> None:
    """H5: what was not touched is not refused."""
    nordlys = firm()
    nordlys.contact.privacy_blocked = True
    nordlys.contact.save()

    customer = nordlys.reload().customer
    customer.our_account_no = "4711"
    customer.save()

    assert nordlys.reload().customer.our_account_no == "4711"
