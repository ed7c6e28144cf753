"""The mail server, as the environment names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from crm.mail_server import MailServer, mail_server

pytestmark = pytest.mark.once


def of(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = "office@example.com") -> MailServer:
    """The server that ``url`` names."""
    monkeypatch.setenv("CRM_EMAIL_URL", url)
    monkeypatch.setenv("CRM_EMAIL_FROM", sender)
    return mail_server()


@pytest.mark.parametrize(
    ("url", "port", "starts_tls", "is_tls"),
    [
        ("smtp://mail.example.com", 25, False, False),
        ("smtp+tls://mail.example.com", 587, True, False),
        ("smtps://mail.example.com/", 465, False, True),
        ("smtp://mail.example.com:2525", 2525, False, False),
    ],
)
def test_a_server_and_how_it_is_spoken_with(
    monkeypatch: pytest.MonkeyPatch, url: str, port: int, starts_tls: bool, is_tls: bool
) -> None:
    server = of(monkeypatch, url)

    assert (server.host, server.port, server.starts_tls, server.is_tls) == (
        "mail.example.com", port, starts_tls, is_tls
    )  # fmt: skip
    assert (server.sender, server.timeout) == ("office@example.com", 20)


def test_names_and_passwords_may_hold_special_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    server = of(monkeypatch, "smtps://office%40example.com:a%3Ab%2Fc@mail.example.com")

    assert (server.user, server.password) == ("office@example.com", "a:b/c")


def test_without_a_server_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_EMAIL_URL", raising=False)

    assert mail_server().host == ""


def test_nonsense_is_refused_without_showing_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="CRM_EMAIL_URL begins with 'imap'; it must be") as refused:
        of(monkeypatch, "imap://office:sesame@mail.example.com")

    assert "sesame" not in str(refused.value)


def test_a_server_needs_somebody_who_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="CRM_EMAIL_FROM is not set; with CRM_EMAIL_URL it must be"):
        of(monkeypatch, "smtp://mail.example.com", sender="")


@pytest.mark.parametrize("sender", ["office", "office@", "a@b@", "Example <office>"])
def test_nobody_writes_from_nowhere(monkeypatch: pytest.MonkeyPatch, sender: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="CRM_EMAIL_FROM is .* it must be an e-mail address"):
        of(monkeypatch, "smtp://mail.example.com", sender=sender)
