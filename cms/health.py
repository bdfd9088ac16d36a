"""Whether we are running, and whether we can serve: for operators' probes."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@never_cache
@csrf_exempt  # there is nothing to forge: any other method gets 405
@require_safe
def live(request):
    """Answer as long as the process does; asks nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@csrf_exempt  # there is nothing to forge: any other method gets 405
@require_safe
def ready(request):
    """Answer 200 if the database can be asked and has every migration, else 503."""
    checks = {"database": "ok", "migrations": "ok"}
    try:
        if missing_migrations():
            checks["migrations"] = "missing"
    except DatabaseError:
        checks = {"database": "unreachable", "migrations": "unknown"}
    is_ready = set(checks.values()) == {"ok"}
    status = "ok" if is_ready else "unavailable"
    return JsonResponse(
        {"status": status, "checks": checks}, status=200 if is_ready else 503
    )


def missing_migrations():
    """Return the names of what the program knows and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]
