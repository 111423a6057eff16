"""What a supervisor or proxy asks: does the process live, and can it serve."""

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger(__name__)


def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 where the database answers, else 503; says of the cache, too, whether it answers.

    Without the cache everything goes on, a little slower. A proxy that took all processes out of
    service because of it would end a game that could be played.
    """
    parts = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(parts, status=200 if parts["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def _cache_answers() -> bool:
    # Redis errors share no base class with Django's; whatever it is, the answer is no.
    try:
        cache.set("readyz", 1, 5)
        return bool(cache.get("readyz") == 1)
    except Exception as error:  # noqa: BLE001
        log.warning("cache unavailable: %s", type(error).__name__)
        return False
