"""Environment variables are read with their types, and nonsense is refused by name."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from crm import environment

pytestmark = pytest.mark.once


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_yes_in_its_spellings_is_true(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CRM_X", value)

    assert environment.flag("CRM_X", default=False) is True


@pytest.mark.parametrize("value", ["0", "False", "no", "OFF"])
def test_no_in_its_spellings_is_false(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CRM_X", value)

    assert environment.flag("CRM_X", default=True) is False


def test_a_blank_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_X", "  ")

    assert environment.flag("CRM_X", default=True) is True
    assert environment.text("CRM_X", "a") == "a"
    assert environment.integer("CRM_X", 3, lowest=1, highest=9) == 3
    assert environment.listing("CRM_X", ["a"]) == ["a"]
    assert environment.path("CRM_X", Path("/a")) == Path("/a")
    assert environment.secret("CRM_X") is None


def test_values_lose_their_outer_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_X", " a , b,, ")

    assert environment.listing("CRM_X") == ["a", "b"]
    assert environment.text("CRM_X", "") == "a , b,,"


@pytest.mark.parametrize("value", ["maybe", "2", "tru"])
def test_a_doubtful_flag_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CRM_X", value)

    with pytest.raises(ImproperlyConfigured, match=rf"CRM_X is '{value}'; it must be on or off"):
        environment.flag("CRM_X", default=False)


@pytest.mark.parametrize("value", ["many", "0", "10", "-1", "1.5"])
def test_a_number_out_of_range_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CRM_X", value)

    with pytest.raises(ImproperlyConfigured, match=f"CRM_X is '{value}'; it must be a whole number from 1 to 9"):
        environment.integer("CRM_X", 3, lowest=1, highest=9)


def test_a_word_that_is_not_a_choice_is_refused_with_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_X", "fr")

    with pytest.raises(ImproperlyConfigured, match="CRM_X is 'fr'; it must be one of en, es, it"):
        environment.text("CRM_X", "en", choices=["en", "it", "es"])


@pytest.mark.parametrize("value", ["Europe/Roma", "../etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CRM_X", value)

    with pytest.raises(ImproperlyConfigured, match="the name of a time zone"):
        environment.time_zone("CRM_X", "Europe/Rome")


def test_a_relative_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_X", "media")

    with pytest.raises(ImproperlyConfigured, match="an absolute path"):
        environment.path("CRM_X", Path("/a"))


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("sesame\n", encoding="utf-8")
    monkeypatch.setenv("CRM_X_FILE", str(tmp_path / "key"))

    assert environment.secret("CRM_X") == "sesame"


def test_a_secret_from_a_missing_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CRM_X_FILE", str(tmp_path / "absent"))

    with pytest.raises(ImproperlyConfigured, match="CRM_X_FILE is .* a readable text file"):
        environment.secret("CRM_X")


def test_a_secret_from_an_empty_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    monkeypatch.setenv("CRM_X_FILE", str(tmp_path / "key"))

    with pytest.raises(ImproperlyConfigured, match="a file that is not empty"):
        environment.secret("CRM_X")


def test_a_secret_given_twice_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_X", "sesame")
    monkeypatch.setenv("CRM_X_FILE", "/key")

    with pytest.raises(ImproperlyConfigured, match="CRM_X and CRM_X_FILE are both set") as refusal:
        environment.secret("CRM_X")

    assert "sesame" not in str(refusal.value)


def test_a_kept_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"

    first = environment.kept_secret(file)

    assert environment.kept_secret(file) == first
    assert len(first) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_start_together_keep_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(environment.kept_secret, [tmp_path / "secret_key"] * 40))

    assert len(set(kept)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
