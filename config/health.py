"""Is the process alive; can it work."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """The process answers. Touches nothing else: a database that is away is no reason to restart the web."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether requests can be served: 200, or 503 with what is missing.

    The broker does not count: articles are taken in without it and wait in the database.
    """
    checks = {"database": _database, "migrations": _migrations, "cache": _cache}
    results = {name: _run(check) for name, check in checks.items()}
    ready = results["database"] == "ok" and results["migrations"] == "ok"
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": results}, status=200 if ready else 503
    )


def _run(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, redis.RedisError, OSError) as error:
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} waiting" if waiting else "ok"


def _cache() -> str:
    cache.set("readyz", settings.PORT, timeout=5)
    return "ok" if cache.get("readyz") == settings.PORT else "lost what was stored"
