"""Where a request comes from, as far as the brake on wrong codes needs to know."""

from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """Network address of the browser.

    Behind our proxy the server has put there what the proxy wrote into X-Real-IP; X-Forwarded-For
    is never read, because anybody may fill it and would get a fresh brake with each request.
    """
    return str(request.META.get("REMOTE_ADDR", ""))
