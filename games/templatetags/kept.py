"""Parts of a region that are rendered once for the same values."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 4096


@register.simple_tag
def kept(template_name: str, **values: Any) -> SafeString:
    """Include a template that sees these values and nothing else.

    Rendered with the same values (frozen ones: they have to have a hash) and in the same language
    before, it is taken from memory. So what it shows cannot be older than what it is given.
    """
    return _rendered(template_name, get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_KEPT)
def _rendered(name: str, _language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(name, dict(values))
