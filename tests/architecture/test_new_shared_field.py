"""A new shared field is one line and a migration: tried on a copy of the house (S1, design C.5)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
ROOMS = ("crm", "contacts", "partners", "setup", "templates", "manage.py")
BEFORE = '    home_page = text(_("Home Page"), 255)\n'
THE_LINE = '    messenger = text(_("Messenger"), 40)\n'
TRY_IT = """
import sys

from contacts.links.kinds import all_kinds
from contacts.links.linking import link
from contacts.models import Contact
from partners.models import BankAccount, Customer, Vendor
from setup.models import BusinessRelation, MarketingSetup

setup = MarketingSetup.current()
for kind in all_kinds():
    code = BusinessRelation(code=kind.name.upper()); code.save()
    setattr(setup, kind.relation_setting, code)
setup.save()
hub = Contact(no="1", name="Nordlys"); hub.save()
spokes = [model(no="1", name="Nordlys") for model in (Customer, Vendor, BankAccount)]
for spoke in spokes:
    spoke.save(); link(hub, spoke)
vendor = Vendor.objects.get(); vendor.messenger = "@nordlys"; vendor.save()
told = [model.objects.get().messenger for model in (Contact, Customer, BankAccount)]
sys.stdout.write(f"{told} {[len(kind.shared) for kind in all_kinds()]}")
"""


def test_a_new_shared_field_is_one_line_and_a_migration(tmp_path: Path) -> None:
    """The models, the engine, the checks and the count follow."""
    house = _copy_of_the_house(tmp_path)
    blocks = house / "contacts" / "shared_fields.py"
    text = blocks.read_text()
    assert BEFORE in text

    blocks.write_text(text.replace(BEFORE, BEFORE + THE_LINE))
    _manage(house, "makemigrations", "contacts", "partners", "-n", "messenger")
    _manage(house, "migrate", "-v0")
    _manage(house, "check")

    assert _manage(house, "shell", "-v0", "-c", TRY_IT) == "['@nordlys', '@nordlys', '@nordlys'] [27, 25, 21]"


def _copy_of_the_house(folder: Path) -> Path:
    for room in ROOMS:
        if (ROOT / room).is_dir():
            shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / room).exists():
            shutil.copy(ROOT / room, folder / room)
    return folder


def _manage(house: Path, *arguments: str) -> str:
    environment = {**os.environ, "CRM_LOCAL": "1", "CRM_VAR": str(house / "var"), "DATABASE_URL": ""}
    environment.pop("DATABASE_URL")
    (house / "var").mkdir(exist_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=house,
        env={**environment, "DJANGO_SETTINGS_MODULE": "crm.settings", "PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
