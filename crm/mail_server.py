"""The mail server, as CRM_EMAIL_URL names it; without one no e-mail can be written."""

from __future__ import annotations

from email.utils import parseaddr
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from crm import environment

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""How the conversation is kept secret, and where it is usually held: not at all, after STARTTLS, from the start."""

MEGABYTE = 1024 * 1024


class MailServer(NamedTuple):
    """What Django is told. ``host`` is blank where no server was named."""

    host: str = ""
    port: int = PORTS["smtp"]
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    is_tls: bool = False
    sender: str = ""
    timeout: int = 20
    largest: int = 20 * MEGABYTE


def mail_server() -> MailServer:
    """The server of CRM_EMAIL_URL. Raises ImproperlyConfigured for nonsense, never saying the password."""
    timeout = environment.integer("CRM_EMAIL_TIMEOUT", 20, lowest=1, highest=300)
    largest = environment.integer("CRM_EMAIL_MAX_MB", 20, lowest=1, highest=100) * MEGABYTE
    url, sender = environment.secret("CRM_EMAIL_URL"), environment.text("CRM_EMAIL_FROM", "")
    if sender:
        _check_sender(sender)
    if url is None:
        return MailServer(sender=sender, timeout=timeout, largest=largest)
    parts, port = _parts(url)
    if not sender:
        raise ImproperlyConfigured(
            "CRM_EMAIL_FROM is not set; with CRM_EMAIL_URL it must be the address that e-mails come from, "
            "such as Example Ltd <office@example.com>."
        )
    return MailServer(
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        is_tls=parts.scheme == "smtps",
        sender=sender,
        timeout=timeout,
        largest=largest,
    )


def _parts(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _unusable(url) from error
    is_whole = parts.hostname and parts.path in ("", "/") and not (parts.query or parts.fragment)
    is_signed = bool(parts.username) == bool(parts.password)
    if parts.scheme not in PORTS or not is_whole or not is_signed or port == 0:
        raise _unusable(url)
    return parts, port or PORTS[parts.scheme]


def _check_sender(sender: str) -> None:
    _name, address = parseaddr(sender)
    local, _at, domain = address.rpartition("@")
    if not (local and "." in domain and sender.isprintable() and " " not in address):
        wanted = "an e-mail address, with or without a name, such as Example Ltd <office@example.com>"
        raise ImproperlyConfigured(f"CRM_EMAIL_FROM is {sender!r}; it must be {wanted}.")


def _unusable(url: str) -> ImproperlyConfigured:
    scheme = url.partition(":")[0]
    return ImproperlyConfigured(
        f"CRM_EMAIL_URL begins with {scheme!r}; it must be smtp+tls://user:password@host:587 (STARTTLS), "
        "smtps://user:password@host:465 (TLS) or smtp://host:25 (neither), special signs written as %40."
    )
