"""Signs of life of the parts of the server, kept in the database: every process can read them."""

from datetime import datetime, timedelta
from typing import Any

from games.models import Pulse

FORGOTTEN = timedelta(days=1)


def beat(name: str, now: datetime, **said: Any) -> None:
    """Say that a part lives, and what it has to tell of itself."""
    Pulse.objects.update_or_create(name=name, defaults={"at": now, "said": said})


def forget_old(kind: str, now: datetime) -> None:
    """Forget parts of a kind (``kind:…``) that were not heard of for a day."""
    Pulse.objects.filter(name__startswith=f"{kind}:", at__lt=now - FORGOTTEN).delete()
