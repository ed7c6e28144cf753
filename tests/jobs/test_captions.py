"""What columns of jobs are called in the admin."""

from __future__ import annotations

from django.utils.functional import Promise

from crm.jobs.models import Job


def test_every_column_of_jobs_has_a_caption_that_is_translated() -> None:
    """N6: a name that Django makes up of the column is in no catalogue."""
    columns = [field for field in Job._meta.concrete_fields if not field.primary_key]

    assert [field.name for field in columns if not isinstance(field.verbose_name, Promise)] == []
