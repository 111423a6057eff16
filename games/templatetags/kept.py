"""Parts of a region that are rendered once for the same values."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from games.live.answer import values_of
from games.live.uses import USES
from games.selectors.memo import Newest

register = template.Library()

MOST_KEPT = 4096
MOST_REGIONS = 512


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


@register.simple_tag(takes_context=True)
def region(context: Any, template_name: str) -> SafeString:
    """Include a live region that other pages show alike, made of what ``games.live.uses`` names."""
    values = values_of(USES[template_name], context)
    # Addresses stand below the prefix where a facilitator looks at a team's screens.
    key = (template_name, get_language(), get_script_prefix(), values)
    found = _regions.get(key)
    if found is None:
        found = render_to_string(template_name, context.flatten())
        _regions.put(key, found)
    return found


_regions: Newest[SafeString] = Newest(MOST_REGIONS)
