"""What the environment says: the few typed readers that the settings need."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on", "ja"})
FALSE = frozenset({"", "0", "false", "no", "off", "nein"})


def text(name: str, default: str = "") -> str:
    """The variable without surrounding space, or ``default``."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """A switch; off where unset.

    Raises ImproperlyConfigured for a word that is neither yes nor no.
    """
    value = text(name).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value}: erwartet wird 1 oder 0.")


def words(name: str) -> list[str]:
    """A comma-separated list; empty where unset."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """A whole number.

    Raises ImproperlyConfigured where the variable holds something else.
    """
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value}: erwartet wird eine ganze Zahl.") from error


def secret_key(folder: Path, *, may_generate: bool) -> str:
    """SECRET_KEY from the environment, else a key kept in ``folder``/secret_key (mode 0600).

    Raises ImproperlyConfigured where neither exists and none may be generated: several processes
    with keys of their own would throw each other's people out.
    """
    if key := text("SECRET_KEY"):
        return key
    if not may_generate:
        raise ImproperlyConfigured(
            "SECRET_KEY fehlt. Bitte setzen Sie eine zufällige Zeichenkette mit mindestens "
            "50 Zeichen; alle Prozesse brauchen dieselbe."
        )
    path = folder / "secret_key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text().strip()


def _write_once(path: Path, content: str) -> None:
    """Create ``path`` with ``content``; the first of several processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
