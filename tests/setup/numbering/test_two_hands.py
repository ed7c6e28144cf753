"""A line that somebody corrects while numbers are taken from it: nothing taken is forgotten (H3, N1)."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from crm.kit.refusal import Refused
from setup.numbering.engine import next_number, next_numbers
from setup.numbering.models import NumberSeries, NumberSeriesLine
from tests.admin.conftest import errors_of, sent_by
from tests.screens.pages import Page
from tests.setup.numbering.making import make_line, make_series, reloaded

pytestmark = pytest.mark.django_db

Line = NumberSeriesLine


@pytest.fixture
def root(client: Client) -> Client:
    """A browser with an administrator at it."""
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def line() -> Line:
    """A line from A01 of which five numbers are used."""
    made = make_line(make_series(), "A01", "A99")
    next_numbers(made.series, 5)
    return reloaded(made)


def url_of(line: Line) -> str:
    """Where an administrator corrects it."""
    return f"/admin/numbering/numberseriesline/{line.pk}/change/"


def posted(root: Client, line: Line, form: Any, **typed: Any) -> Any:
    """The page after the form, opened before, was sent with something typed over it."""
    return root.post(url_of(line), {**sent_by(form), **typed}, follow=True)


@pytest.mark.parametrize("typed", [{}, {"warning_no": "A90"}, {"increment_by": "1", "ending_no": "A98"}])
def test_numbers_taken_while_the_form_was_open_stay_taken(root: Client, line: Line, typed: dict[str, str]) -> None:
    """N1: a field that nobody touched is not written back."""
    form = root.get(url_of(line))
    next_numbers(line.series, 2)

    answer = posted(root, line, form, **typed)

    assert errors_of(answer) == {}
    assert reloaded(line).last_no_used == "A07"
    assert next_number(line.series) == "A08"


def test_the_last_number_is_corrected_where_nobody_took_one(root: Client, line: Line) -> None:
    """The place to do so."""
    answer = posted(root, line, root.get(url_of(line)), last_no_used="A50")

    assert errors_of(answer) == {}
    assert next_number(line.series) == "A51"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("A03", "The numbers up to A05 are used"),
        ("", "The numbers up to A05 are used"),
        ("ZZ5", "must look like the starting number, A01"),
        ("A100", "beyond the ending number"),
        ("none", "at least one digit"),
    ],
)
def test_a_last_number_that_cannot_be_is_refused(root: Client, line: Line, typed: str, sentence: str) -> None:
    """Ruling 10: a number once used stays used; and the next one can be taken."""
    answer = posted(root, line, root.get(url_of(line)), last_no_used=typed)

    assert sentence in str(errors_of(answer)["last_no_used"])
    assert next_number(line.series) == "A06"


@pytest.mark.parametrize(("typed", "sentence"), [("A03", "The numbers up to A05 are used"), ("ZZ5", "look like")])
def test_the_lines_of_a_series_refuse_it_likewise(root: Client, line: Line, typed: str, sentence: str) -> None:
    url = f"/setup/number-series/{line.series_id}/edit/"
    sent = Page(root.get(url)).with_typed(**{"numberseriesline-0-last_no_used": typed})

    page = Page(root.post(url, sent, follow=True))

    assert sentence in page.text
    assert reloaded(line).last_no_used == "A05"


def test_the_last_number_corrected_while_others_took_some_is_refused(root: Client, line: Line) -> None:
    """H3: in a sentence that names the number."""
    form = root.get(url_of(line))
    next_numbers(line.series, 2)

    answer = posted(root, line, form, last_no_used="A03", warning_no="A90")

    assert "A07" in str(errors_of(answer)["last_no_used"])
    assert (reloaded(line).last_no_used, reloaded(line).warning_no) == ("A07", "")


def test_the_form_of_the_numbers_follows_what_is_stored_and_not_what_was_shown(root: Client, line: Line) -> None:
    """A longer end pads the last number used as it is now, or is refused."""
    form = root.get(url_of(line))
    next_numbers(line.series, 2)

    answer = posted(root, line, form, ending_no="A999")

    assert "A07" in str(errors_of(answer)["ending_no"])
    assert reloaded(line).ending_no == "A99"


def test_numbers_taken_between_reading_and_saving_refuse_a_typed_one(line: Line) -> None:
    """From the shell too: the line is locked before both are compared."""
    mine = reloaded(line)
    next_numbers(line.series, 2)
    mine.last_no_used = "A03"

    with pytest.raises(Refused, match="A07"):
        mine.save()

    assert next_number(line.series) == "A08"


def test_a_line_read_anew_may_be_corrected(line: Line) -> None:
    """After a look at what was taken."""
    next_numbers(line.series, 2)
    line.refresh_from_db()
    line.last_no_used = "A30"

    line.save()

    assert next_number(line.series) == "A31"


def test_a_series_saved_with_its_lines_leaves_taken_numbers_alone(root: Client, line: Line) -> None:
    """The lines of a series show how far they have come and never write it."""
    url = f"/admin/numbering/numberseries/{line.series_id}/change/"
    form = root.get(url)
    next_numbers(line.series, 2)

    answer = root.post(url, {**sent_by(form), "lines-0-warning_no": "A90"}, follow=True)

    assert errors_of(answer) == {}
    assert (reloaded(line).last_no_used, reloaded(line).warning_no) == ("A07", "A90")
    assert NumberSeries.objects.count() == 1
