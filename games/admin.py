"""A view for the technical administration: what exists, without the contents of games.

Nothing can be changed here; changes go through the services alone.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from games.models import Game, ScenarioVersion

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin  # generic for the type checker alone


class ReadOnly(_ModelAdmin):
    """Rows can be looked at, and nothing else."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Nobody deletes here."""
        return False


@admin.register(Game)
class GameAdmin(ReadOnly):
    """Where games stand; no codes, no decisions."""

    list_display = ("name", "owner", "phase", "round_number", "rounds", "created_at", "ended_at")
    list_filter = ("phase", "is_demo")
    fields = (*list_display, "public_id", "scenario", "cooperation_model", "version")
    list_select_related = ("owner",)


@admin.register(ScenarioVersion)
class ScenarioVersionAdmin(ReadOnly):
    """Which scenarios have been loaded."""

    list_display = ("slug", "name", "digest", "loaded_at")
    fields = list_display
