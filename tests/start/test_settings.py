"""Settings are strict in production and loud on nonsense."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.start.programs import django, finished, managed

pytestmark = pytest.mark.once

KEY = "k3Y-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ-%&/()"


def test_production_settings_pass_the_deployment_check(tmp_path: Path) -> None:
    checked = django(
        "check",
        "--deploy",
        "--fail-level=INFO",
        CRM_VAR=tmp_path,
        SECRET_KEY=KEY,
        CRM_ALLOWED_HOSTS="crm.example.com",
    )

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_production_does_not_start_without_a_secret_key(tmp_path: Path) -> None:
    refused = django("check", CRM_VAR=tmp_path)

    assert refused.returncode != 0
    assert "SECRET_KEY is not set" in refused.stderr
    assert not list(tmp_path.iterdir())


def test_a_private_machine_keeps_its_own_secret_key(tmp_path: Path) -> None:
    django("check", CRM_VAR=tmp_path, CRM_LOCAL="on")
    later = django("check", CRM_VAR=tmp_path)

    assert (tmp_path / "secret_key").exists()
    assert later.returncode == 0, later.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CRM_DEBUG", "perhaps"),
        ("CRM_LANGUAGE", "fr"),
        ("CRM_TIME_ZONE", "Europe/Roma"),
        ("CRM_HSTS_SECONDS", "a year"),
        ("CRM_LOG_LEVEL", "LOUD"),
        ("CRM_MEDIA_ROOT", "media"),
        ("DATABASE_URL", "oracle://db/crm"),
        ("CRM_POOL", "perhaps"),
        ("CRM_POOL_MAX", "abc"),
        ("CRM_THREADS", "-1"),
        ("CRM_WORKERS", "x"),
        ("CRM_BIND", "zzz"),
        ("CRM_EMAIL_URL", "http://mail.example.com"),
        ("CRM_EMAIL_URL", "smtp://"),
        ("CRM_EMAIL_URL", "smtp://mail.example.com:99999"),
        ("CRM_EMAIL_URL", "smtps://user@mail.example.com"),
        ("CRM_EMAIL_URL", "smtp://mail.example.com/inbox"),
        ("CRM_EMAIL_FROM", "office"),
        ("CRM_EMAIL_TIMEOUT", "0"),
        ("CRM_EMAIL_MAX_MB", "1000"),
        ("CRM_WORKER_BESIDE", "perhaps"),
        ("CRM_BIND", "127.0.0.1:80000"),
    ],
)
def test_nonsense_in_a_setting_stops_the_program_by_name(tmp_path: Path, name: str, value: str) -> None:
    variables: dict[str, str] = {"CRM_VAR": str(tmp_path), "SECRET_KEY": KEY, name: value}

    refused = managed("check", **variables)

    assert is_one_sentence(refused, about=name)


def test_what_a_private_machine_does_not_use_is_read_too(tmp_path: Path) -> None:
    refused = managed("check", CRM_VAR=tmp_path, CRM_LOCAL="on", CRM_HSTS_SECONDS="-5")

    assert is_one_sentence(refused, about="CRM_HSTS_SECONDS")


@pytest.mark.parametrize("command", ["migrate", "runserver", "test", "load_demo", "link", "makemessages"])
def test_every_command_says_it_alike(tmp_path: Path, command: str) -> None:
    refused = managed(command, CRM_VAR=tmp_path, SECRET_KEY=KEY, CRM_LANGUAGE="fr", CRM_LOCAL="on")

    assert is_one_sentence(refused, about="CRM_LANGUAGE")


@pytest.mark.parametrize(("name", "value"), [("CRM_THREADS", "-1"), ("CRM_LANGUAGE", "fr")])
def test_the_server_does_not_start_with_nonsense(tmp_path: Path, name: str, value: str) -> None:
    variables: dict[str, str] = {"CRM_VAR": str(tmp_path), "SECRET_KEY": KEY, name: value}

    refused = finished("-m", "gunicorn", "-c", "python:crm.serving", "crm.wsgi", **variables)

    assert refused.returncode == 1
    assert refused.stderr.strip().splitlines()[-1].startswith(f"Error: {name} is {value!r}; it must be ")
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("address", [":8000", "[::1]:8000", "unix:/run/crm.sock", "fd://3", "a.example:1, b:2"])
def test_servers_listen_where_they_are_told(tmp_path: Path, address: str) -> None:
    checked = managed("check", CRM_VAR=tmp_path, CRM_LOCAL="on", CRM_BIND=address)

    assert checked.returncode == 0, checked.stderr


def is_one_sentence(refused: CompletedProcess[str], *, about: str) -> bool:
    """The terminal shows one line that begins with the name of the setting, and the exit code is 1."""
    (line,) = refused.stderr.splitlines()
    return refused.returncode == 1 and line.startswith(f"{about} ") and line.endswith(".")
