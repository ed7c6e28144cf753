"""What rooms above may say and do when an e-mail leaves; the mail room knows nothing of documents."""

from django.dispatch import Signal

before_handing_over = Signal()
"""Sent with a message before it is queued and again before it leaves; whoever raises Refused keeps it here."""

handed_over = Signal()
"""Sent with a message in the unit that says that the mail server took it."""

waits_or_stays = Signal()
"""Sent with a message in the unit that says that it waits again, was given up, or that nobody knows whether it left."""
