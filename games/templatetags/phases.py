"""Filters that turn codes of the game into names."""

from django import template

from games.selectors import labels

register = template.Library()


@register.filter
def phase_label(code: str) -> str:
    """Name of a phase."""
    return labels.phase_label(code)


@register.filter
def role_label(code: str) -> str:
    """Name of a role in a workshop."""
    return labels.role_label(code)


@register.filter
def value_label(code: str) -> str:
    """Name of one of the values of the rating."""
    return labels.value_label(code)


@register.filter
def rule_title(code: str) -> str:
    """Title of a rule of the settlement."""
    return labels.rule_title(code)


@register.filter
def rule_formula(code: str) -> str:
    """Formula of a rule of the settlement."""
    return labels.rule_formula(code)


@register.filter
def wall_label(code: str) -> str:
    """Name of a view of the projector."""
    return labels.wall_label(code)
