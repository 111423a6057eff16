"""Only pages of the own server open sockets."""

import pytest

from planspiel.origins import OwnOriginOnly, is_own


def scope(origin, host="spiel.example", scheme="ws", extra=()):
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode("utf-8")))
    return {"type": "websocket", "scheme": scheme, "headers": [*headers, *extra]}


FOREIGN = [
    None,
    "",
    "null",
    "https://evil.example",
    "http://spiel.example",
    "https://spiel.example:8443",
    "ftp://spiel.example",
    "https://spiel.example.evil.example",
    "https://evil.example/spiel.example",
    "https://user@spiel.example",
    "https://user:pass@spiel.example",
    "https://spiel.example.",
    "https://spiel.example/",
    "https://spiel.example?",
    "https://spiel.example#",
    "https://spiel.example:99999",
    "https://spiel.example:x",
    "https://sub.spiel.example",
    "https://spiel.ëxample",
    "//spiel.example",
    "spiel.example",
    "https://",
    "https://[::1",
]


@pytest.mark.parametrize("origin", FOREIGN)
def test_is_own_foreign_origin_with_base_url_refused(settings, origin):
    settings.CSRF_TRUSTED_ORIGINS = ["https://spiel.example"]
    assert is_own(scope(origin)) is False


@pytest.mark.parametrize("origin", ["https://spiel.example", "https://spiel.example:443"])
def test_is_own_exact_origin_with_base_url_accepted(settings, origin):
    settings.CSRF_TRUSTED_ORIGINS = ["https://spiel.example"]
    assert is_own(scope(origin)) is True


def test_is_own_base_url_set_host_header_means_nothing(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://spiel.example"]
    assert is_own(scope("http://evil.example", host="evil.example")) is False


@pytest.mark.parametrize("host", ["localhost:8000", "192.168.7.20:8000", "[::1]:8000"])
def test_is_own_embedded_same_host_and_port_accepted(settings, host):
    settings.CSRF_TRUSTED_ORIGINS = []
    assert is_own(scope(f"http://{host}", host=host)) is True


@pytest.mark.parametrize(
    "origin",
    [
        "https://localhost:8000",
        "http://localhost:9999",
        "http://127.0.0.1:8000",
        "http://localhost",
    ],
)
def test_is_own_embedded_other_scheme_host_or_port_refused(settings, origin):
    settings.CSRF_TRUSTED_ORIGINS = []
    assert is_own(scope(origin, host="localhost:8000")) is False


def test_is_own_repeated_origin_header_refused(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://spiel.example"]
    twice = scope("https://spiel.example", extra=[(b"origin", b"https://evil.example")])
    assert is_own(twice) is False


async def test_own_origin_only_foreign_page_never_reaches_the_application(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://spiel.example"]
    reached, sent = [], []

    async def application(scope, receive, send):
        reached.append(scope)

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    gate = OwnOriginOnly(application)
    await gate(scope("https://evil.example"), receive, send)
    assert (len(reached), sent) == (0, [{"type": "websocket.close", "code": 4403}])
    await gate(scope("https://spiel.example"), receive, send)
    assert len(reached) == 1
