"""DATABASE_URL decides between the embedded SQLite file and PostgreSQL."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from crm.database import database


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "CRM_POOL", "CRM_POOL_MAX"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_url_the_embedded_file_serves_many_writers(tmp_path: Path) -> None:
    chosen = database(tmp_path / "var" / "crm.sqlite3")

    assert chosen["NAME"] == tmp_path / "var" / "crm.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert chosen["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in chosen["OPTIONS"]["init_command"]
    assert (tmp_path / "var").is_dir()


def test_postgresql_comes_with_a_checked_pool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crm:secret@db.example.com:5433/crm")

    chosen = database(tmp_path / "crm.sqlite3")

    assert (chosen["HOST"], chosen["PORT"], chosen["NAME"]) == ("db.example.com", 5433, "crm")
    assert chosen["OPTIONS"]["pool"] == {"min_size": 2, "max_size": 8, "timeout": 10}
    assert chosen["CONN_HEALTH_CHECKS"] is True
    assert chosen["CONN_MAX_AGE"] == 0


def test_the_pool_has_a_size_and_can_be_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://crm@/crm?host=/run/postgresql")
    monkeypatch.setenv("CRM_POOL_MAX", "1")

    small = database(tmp_path / "crm.sqlite3")
    monkeypatch.setenv("CRM_POOL", "off")
    without = database(tmp_path / "crm.sqlite3")

    assert small["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 1, "timeout": 10}
    assert without["OPTIONS"] == {"host": "/run/postgresql", "options": "-c jit=off"}


def test_a_url_may_name_another_sqlite_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite3")

    chosen = database(tmp_path / "crm.sqlite3")

    assert chosen["NAME"] == f"{tmp_path}/other.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("url", ["mysql://crm:sesame@db/crm", "crm:sesame@db", "postgresql://crm:ses[ame@db/x"])
def test_any_other_url_is_refused_without_showing_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL .* must be postgresql://") as refusal:
        database(tmp_path / "crm.sqlite3")

    assert "ame" not in str(refusal.value).replace("name", "")


def test_postgresql_compiles_no_statements_unless_the_address_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """N10: at a million contacts the compiler took ten times as long as the statement."""
    for address, options in (("", "-c jit=off"), ("?options=-c%20jit%3Don", "-c jit=on")):
        monkeypatch.setenv("DATABASE_URL", f"postgresql://crm@localhost/crm{address}")

        assert database(tmp_path / "crm.sqlite3")["OPTIONS"]["options"] == options
