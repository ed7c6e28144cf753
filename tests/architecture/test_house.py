"""The house rules a machine can check (design C and D)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from crm.kit.models import Record

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
ROOMS = ("crm", "contacts", "partners", "setup")
FILE_WALL = 300
FUNCTION_WALL = 40
TEMPLATE_WALL = 120
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
BULK = {"bulk_create", "bulk_update", "_raw_delete"}


def sources(*folders: str) -> Iterator[Path]:
    """Our own Python files, migrations left out."""
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    """The path as a reader of a failing test wants it."""
    return str(path.relative_to(ROOT))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call of an attribute in a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def is_bulk_module(path: Path) -> bool:
    """Set-based writes live in modules whose name says so."""
    return path.stem == "bulk" or path.stem.startswith("bulk_")


def writes_rows(call: ast.Call) -> bool:
    """A write that no record's save sees: ``bulk_create`` and its kin, or ``update`` with column names."""
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr in BULK:
        return True
    return call.func.attr == "update" and bool(call.keywords) and not call.args and not _is_hash(call)


def _is_hash(call: ast.Call) -> bool:
    return any(keyword.arg is None for keyword in call.keywords)


def test_files_stay_below_the_wall() -> None:
    """D, size."""
    long = [named(path) for path in sources(*ROOMS, "tests") if len(path.read_text().splitlines()) > FILE_WALL]

    assert long == []


def test_functions_stay_below_the_wall() -> None:
    """D, size."""
    long = [
        f"{named(path)}:{node.name}"
        for path in sources(*ROOMS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_WALL
    ]

    assert long == []


def test_templates_stay_below_the_wall() -> None:
    """C.8."""
    templates = [*(ROOT / "templates").rglob("*.html")]

    assert [named(path) for path in templates if len(path.read_text().splitlines()) > TEMPLATE_WALL] == []


def test_every_module_says_what_lives_in_it() -> None:
    """D, docstrings."""
    silent = [
        named(path)
        for path in sources(*ROOMS, "tests")
        if path.read_text().strip() and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []


def test_there_are_no_drawers_for_everything() -> None:
    """C.3: one name and one job."""
    assert [named(path) for path in sources(*ROOMS) if path.name in FORBIDDEN_NAMES] == []


def test_rows_are_written_in_bulk_only_where_the_name_says_so() -> None:
    """D, writes: and there the history is written too."""
    elsewhere = [
        f"{named(path)}:{call.lineno}"
        for path in sources(*ROOMS)
        if not is_bulk_module(path) and path != ROOT / "crm" / "history" / "recorder.py"
        for call in calls(path)
        if writes_rows(call)
    ]

    assert elsewhere == []


def test_every_column_that_people_see_has_a_caption_in_their_language() -> None:
    """Django's own captions, made of the column's name, are English everywhere."""
    records = [model for model in apps.get_models() if issubclass(model, Record)]

    bare = [
        f"{model.__name__}.{field.name}"
        for model in records
        for field in model._meta.concrete_fields
        if field.editable and not isinstance(field, models.AutoField) and not isinstance(field.verbose_name, Promise)
    ]

    assert bare == []


@pytest.mark.parametrize("folder", ["manage.py", "pyproject.toml", "README.md"])
def test_the_top_level_is_what_was_agreed(folder: str) -> None:
    """No further packages beside the four and the tests."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages == {*ROOMS, "tests"}
    assert (ROOT / folder).exists()
