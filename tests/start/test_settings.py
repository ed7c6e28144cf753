"""Settings are strict in production and loud on nonsense."""

from pathlib import Path

import pytest

from tests.start.programs import django

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
    ],
)
def test_nonsense_in_a_setting_stops_the_program_by_name(tmp_path: Path, name: str, value: str) -> None:
    variables: dict[str, str] = {"CRM_VAR": str(tmp_path), "SECRET_KEY": KEY, name: value}

    refused = django("check", **variables)

    assert refused.returncode != 0
    assert f"ImproperlyConfigured: {name} " in refused.stderr
