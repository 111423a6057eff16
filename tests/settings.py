"""The product's settings, made quick for tests; what they protect is tested in tests/platform."""

import atexit
import os
import shutil
import tempfile

if "VAR" not in os.environ:
    os.environ["VAR"] = tempfile.mkdtemp(prefix="planspiel-test-")
    atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789abcdefghij" * 3)

from planspiel.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
