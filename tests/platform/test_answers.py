"""Headers of every answer, cookies, health, and what people see when the database is away."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from planspiel import csp, failures
from planspiel.middleware import PrivateByDefault

ROOT = Path(__file__).resolve().parents[2]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/healthz", "/gibt-es-nicht/"])
def test_answer_of_any_status_carries_every_header(client, db, path):
    headers = client.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "camera=()" in headers["Permissions-Policy"]


def test_policy_has_neither_unsafe_nor_foreign_sources():
    sources = {source for values in csp.POLICY["DIRECTIVES"].values() for source in values}
    assert sources == {"'none'", "'self'", "data:"}


def test_private_by_default_header_of_the_view_wins():
    def view(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    answer = PrivateByDefault(view)(RequestFactory().get("/"))
    assert answer["Cache-Control"] == "max-age=60"


def test_healthz_without_database_answers(client):
    assert client.get("/healthz").content == b"ok\n"


def test_readyz_with_database_and_cache_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "cache": True})


def test_readyz_database_away_is_503_and_names_it(client, monkeypatch):
    monkeypatch.setattr("planspiel.health._database_answers", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "cache": True})


def test_readyz_cache_away_is_named_but_the_process_stays_in_service(client, db, monkeypatch):
    def broken(*args):
        raise ConnectionError

    monkeypatch.setattr("planspiel.health.cache.set", broken)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "cache": False})


def failing(error):
    request = RequestFactory().get("/spiel/state.json")
    try:
        raise error
    except type(error):
        return failures.server_error(request)


def test_server_error_database_away_is_503_with_a_time_to_come_back():
    answer = failing(OperationalError("server closed the connection"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")
    assert "gleich wieder da" in json.loads(answer.content)["message"]


def test_server_error_other_error_is_500_without_its_text():
    answer = failing(KeyError("geheim"))
    assert answer.status_code == 500
    assert b"geheim" not in answer.content


def shown(names, **environment):
    """Settings as a fresh process with this environment has them."""
    code = (
        "import json; from planspiel import settings as s; "
        f"print(json.dumps({{n: getattr(s, n) for n in {names!r}}}, default=str))"
    )
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "VAR", "LANG"}}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


COOKIES = ["SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "SEAT_COOKIE"]


def test_cookies_over_https_have_host_prefix_and_secure():
    names = [f"{c}_{part}" for c in COOKIES for part in ("NAME", "SECURE")]
    found = shown([*names, "SECURE_HSTS_SECONDS"], BASE_URL="https://spiel.example")
    assert all(found[f"{cookie}_NAME"].startswith("__Host-") for cookie in COOKIES)
    assert all(found[f"{cookie}_SECURE"] is True for cookie in COOKIES)
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000


def test_cookies_over_plain_http_work_on_phones_in_the_room():
    names = [f"{c}_{part}" for c in COOKIES for part in ("NAME", "SECURE")]
    found = shown([*names, "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS"])
    assert not any(found[f"{cookie}_NAME"].startswith("__Host-") for cookie in COOKIES)
    assert not any(found[f"{cookie}_SECURE"] for cookie in COOKIES)
    assert (found["SECURE_HSTS_SECONDS"], found["ALLOWED_HOSTS"]) == (0, ["*"])


def test_hosts_with_base_url_are_its_host_alone():
    assert shown(["ALLOWED_HOSTS"], BASE_URL="https://spiel.example") == {
        "ALLOWED_HOSTS": ["spiel.example"]
    }


def test_asgi_application_knows_pages_and_sockets():
    application = importlib.import_module("planspiel.asgi").application
    assert set(application.application_mapping) == {"http", "websocket"}
