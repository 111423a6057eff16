"""The way into a game for phones: an address and its QR code."""

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe


def join_address(request: HttpRequest, code: str) -> str:
    """Absolute address for a join or seat code; ``BASE_URL`` wins over the request's host."""
    path = reverse("join_code", kwargs={"code": code})
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)


def short_address(request: HttpRequest) -> str:
    """Address of the start page as people type it, without scheme and final slash."""
    full = settings.BASE_URL or request.build_absolute_uri("/")
    return full.partition("://")[2].rstrip("/")


def code_picture(address: str) -> SafeString:
    """QR code as inline SVG without inline style, so that the content policy lets it through."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="ps-qr", lineclass="ps-qr__dots")
    return mark_safe(drawn)  # noqa: S308 - made by segno from the matrix, holds no text of ours
