"""The health check tells monitors whether this installation can work."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from setup.models import MarketingSetup
from tests.start.programs import django

WITHOUT_SETUP = ["customer_relation", "vendor_relation", "bank_account_relation", "contact_nos"]


@pytest.mark.django_db
def test_healthz_answers_without_signing_in(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "unapplied_migrations": 0,
        "missing_setup": WITHOUT_SETUP,
    }


def test_healthz_names_what_new_partners_need_to_get_a_contact(client: Client, marketing: MarketingSetup) -> None:
    """C1: it is well all the same."""
    assert client.get("/healthz").json()["missing_setup"] == []
    marketing.contact_nos = None
    marketing.save()

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["missing_setup"]) == (200, ["contact_nos"])
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_healthz_is_down_while_a_migration_waits(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": "ok", "unapplied_migrations": 1, "missing_setup": []}


def test_healthz_is_down_without_a_database_and_gives_no_details() -> None:
    script = (
        "import sys; from django.test import Client; "
        "sys.stdout.write(Client(SERVER_NAME='localhost').get('/healthz').text)"
    )

    asked = django(
        "shell",
        "--no-imports",
        f"--command={script}",
        CRM_LOCAL="on",
        CRM_POOL="off",
        DATABASE_URL="postgresql://crm@/crm?host=/nowhere",
    )

    assert '{"status": "down", "database": "unreachable"}' in asked.stdout


@pytest.mark.django_db
def test_healthz_is_read_only(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_every_answer_forbids_foreign_content(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
