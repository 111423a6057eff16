"""A column for JSON that keeps its order."""

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class OrderedJSONField(models.JSONField):
    """JSON as text, read back exactly as written.

    PostgreSQL's ``jsonb`` sorts the keys of objects; the order of a scenario file and of a
    settlement is the order of screens and must be the same on every database. Such columns are
    only ever read whole, never searched.
    """

    def get_internal_type(self) -> str:
        """The column is text."""
        return "TextField"

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 - as Django calls it
    ) -> str | None:
        """Write JSON without spaces."""
        del connection, prepared
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
