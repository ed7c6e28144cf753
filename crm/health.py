"""The health check that load balancers and monitors ask."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contacts.links.checks import missing_settings

logger = logging.getLogger(__name__)


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration is applied, 503 otherwise; needs no signing in.

    ``missing_setup`` names what new partners would need to get a contact (C1); that is not a matter of health.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = unapplied_migrations()
        missing = missing_settings() if waiting == 0 else []
    except Error:
        logger.exception("The health check could not reach the database.")
        return JsonResponse({"status": "down", "database": "unreachable"}, status=503)
    healthy = waiting == 0
    answer = {"status": "ok" if healthy else "down", "database": "ok", "unapplied_migrations": waiting}
    return JsonResponse(answer | {"missing_setup": missing}, status=200 if healthy else 503)


def unapplied_migrations() -> int:
    """How many migrations of this code the database has not seen; reads one table."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
