"""The way into a game for phones: an address and its QR code."""

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from planspiel.addresses import base_for_phones

QUIET_ZONE = 2
"""Light modules around the code; the card it stands on is light, too."""


def join_address(request: HttpRequest, code: str) -> str:
    """Absolute address for a join or seat code, as a phone in the room can reach it."""
    return _base(request) + reverse("join_code", kwargs={"code": code})


def phone_address(request: HttpRequest, path: str) -> str:
    """Absolute address of a path, as a phone in the room can reach it."""
    return _base(request) + path


def short_address(request: HttpRequest) -> str:
    """Address of the start page as people type it, without scheme and final slash."""
    return _base(request).partition("://")[2]


def _base(request: HttpRequest) -> str:
    return base_for_phones(f"{request.scheme}://{request.get_host()}")


def code_picture(address: str) -> SafeString:
    """QR code as inline SVG without inline style, so that the content policy lets it through."""
    rows = segno.make(address, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    matrix = [bytes(row) for row in rows]
    dots = "".join(
        f"M{x} {y}.5h1" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg viewBox="0 0 {size} {size}" class="ps-qr">'
        '<path class="ps-qr__dots" stroke="#000" d="{dots}"/></svg>',
        size=len(matrix),
        dots=dots,
    )
