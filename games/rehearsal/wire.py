"""A browser of a bot: one way to the server, its cookies, its requests, its trouble."""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http.cookies import CookieError, SimpleCookie
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

REQUEST_SECONDS = 15.0
CSRF_COOKIE = "planspiel-csrf"
BROKEN = 500
NOT_OK = 400
REDIRECT = 300


class Trouble(Exception):
    """Something that people would have seen fail: a code and the figures for its sentence."""

    def __init__(self, code: str, **figures: Any) -> None:
        super().__init__(code)
        self.code = code
        self.figures = figures


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach the server.

    ``base`` is the address that stands in Host and Origin (no final slash), ``connect`` the host
    and port really connected to where that is another one, ``headers`` what a proxy would add.
    """

    name: str
    base: str
    origin: str
    connect: tuple[str, int] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """From JSON."""
        connect = said.get("connect")
        return cls(
            name=said["name"],
            base=said["base"],
            origin=said["origin"],
            connect=(connect[0], int(connect[1])) if connect else None,
            headers=dict(said.get("headers", {})),
        )

    @property
    def http_base(self) -> str:
        """Where requests go."""
        return f"http://{_host(self.connect[0])}:{self.connect[1]}" if self.connect else self.base

    @property
    def socket_base(self) -> str:
        """Address of sockets as the handshake names it; straight to the server without TLS."""
        parts = urlsplit(self.base)
        secure = parts.scheme == "https" and not self.connect
        return f"{'wss' if secure else 'ws'}://{parts.netloc}"

    def request_headers(self) -> dict[str, str]:
        """Headers of every request."""
        host = {"Host": urlsplit(self.base).netloc} if self.connect else {}
        return {**host, "Origin": self.origin, "Referer": f"{self.origin}/", **self.headers}


@cache
def trusted() -> ssl.SSLContext:
    """Certificates that this machine trusts, read once."""
    return ssl.create_default_context()


def _host(name: str) -> str:
    return f"[{name}]" if ":" in name else name


class Visitor:
    """One browser: remembers cookies, times its requests."""

    def __init__(self, way: Way, seconds: float = REQUEST_SECONDS) -> None:
        self.way = way
        self._seconds = seconds
        self.cookies: dict[str, str] = {}
        self._http = httpx.AsyncClient(
            base_url=way.http_base,
            headers=way.request_headers(),
            timeout=seconds,
            # No proxy of the machine comes in between: this way is what is tried.
            trust_env=False,
            verify=trusted(),
        )

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> "Answer":
        """A page or JSON. Raises Trouble where it does not come."""
        return await self._send("GET", path, headers=headers or {})

    async def post(self, path: str, fields: Mapping[str, Any], *, script: bool = True) -> "Answer":
        """Post a form, as a script of a page (asks for JSON) or as the form itself."""
        headers = {"X-CSRFToken": self.csrf}
        if script:
            headers["Accept"] = "application/json"
        return await self._send("POST", path, data=dict(fields), headers=headers)

    @property
    def csrf(self) -> str:
        """The token of this browser; empty before its first form."""
        names = (name for name in self.cookies if name.endswith(CSRF_COOKIE))
        return self.cookies.get(next(names, ""), "")

    @property
    def cookie_header(self) -> str:
        """All cookies, as sent."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def _send(self, method: str, path: str, **more: Any) -> "Answer":
        headers = {**more.pop("headers", {})}
        if self.cookies:
            headers["Cookie"] = self.cookie_header
        begin = time.perf_counter()
        try:
            answer = await self._http.request(method, path, headers=headers, **more)
        except httpx.HTTPError as error:
            raise trouble_of(error, path, self._seconds) from error
        seconds = time.perf_counter() - begin
        self._keep_cookies(answer)
        if answer.status_code >= BROKEN:
            raise Trouble("status", status=answer.status_code, path=path)
        return Answer(answer, seconds)

    def _keep_cookies(self, answer: httpx.Response) -> None:
        # By hand: straight to the server there is no TLS, and a jar would keep back what is Secure.
        self._http.cookies.clear()
        for header in answer.headers.get_list("set-cookie"):
            try:
                found = SimpleCookie(header)
            except CookieError:
                continue
            for name, morsel in found.items():
                self.cookies[name] = morsel.value

    async def close(self) -> None:
        """Hang up."""
        await self._http.aclose()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many seconds."""

    response: httpx.Response
    seconds: float

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """The body."""
        return self.response.text

    @property
    def location(self) -> str:
        """Where it leads on to; empty where it does not."""
        return str(self.response.headers.get("location", ""))

    def json(self) -> Any:
        """The body as JSON. Raises Trouble where it is none."""
        try:
            return self.response.json()
        except ValueError as error:
            raise Trouble("page", path=self.response.request.url.path) from error

    def expect(self, *wanted: int) -> Self:
        """Raises Trouble where the status is another one."""
        if self.status not in wanted:
            path = self.response.request.url.path
            if REDIRECT <= self.status < NOT_OK:
                raise Trouble("redirect", status=self.status, path=path, to=self.location)
            raise Trouble("status", status=self.status, path=path)
        return self


def trouble_of(error: BaseException, path: str, seconds: float) -> Trouble:
    """What a failed request means for people."""
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Trouble("timeout", path=path, seconds=seconds)
    text = str(error)
    if "CERTIFICATE" in text.upper() or "SSL" in text.upper():
        return Trouble("tls", path=path, reason=text[:200])
    return Trouble("unreachable", path=path, reason=(text or type(error).__name__)[:200])
