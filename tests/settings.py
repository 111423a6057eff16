"""The product's settings, made quick for tests; what they protect is tested in tests/platform."""

import atexit
import os
import shutil
import tempfile

if "VAR" not in os.environ:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-test-")
    atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789abcdefghij" * 3)

if os.environ.get("REDIS_URL"):
    # Emptying the cache empties its whole database, so each parallel worker has one of its own.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    server = os.environ["REDIS_URL"].rpartition("/")[0]
    os.environ["REDIS_URL"] = f"{server}/{15 - worker}"

from planspiel.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if EMBEDDED:
    # Threads of one test share a file, as in play; in memory SQLite would lock whole tables.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    # Dropping a database waits for the disk, on a busy machine longer than a statement may in play.
    DATABASES["default"]["OPTIONS"]["options"] += " -c statement_timeout=60s"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
