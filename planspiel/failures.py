"""What is answered where a request failed: 503 while the database is away, else 500."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from games.views import trouble

log = logging.getLogger(__name__)

RETRY_SECONDS = 3


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``, called while the exception is being handled.

    Database errors may surface in views and in middleware alike (the session is saved after the
    view), so this is the one place that sees them all. Clients try again after ``Retry-After``.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError):
        return trouble.server_error(request)
    log.warning("database unavailable: %s", error)
    answer = trouble.unavailable(request)
    answer["Retry-After"] = str(RETRY_SECONDS)
    return answer
