"""Daphne inside a command, with an end that clients notice and come back from.

Daphne itself sends no close frame on SIGTERM, and CPython 3.11.7 crashes then when sockets are
open. So the signal is ours: stop listening, tell every socket to come back, let running requests
finish, stop the reactor.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from daphne import server as daphne_server
from daphne.endpoints import build_endpoint_description_strings
from daphne.http_protocol import WebRequest
from django.core.management import CommandError
from twisted.internet import reactor as _reactor

from games.management import quick

log = logging.getLogger(__name__)

CLOSE_RESTART = 4012
GRACE_SECONDS = 0.5
LONGEST_REQUEST_SECONDS = 8.0
CHECK_SECONDS = 0.1
LARGEST_ANSWER = 1024 * 1024
"""Bytes of a live answer; a few tens of thousands are usual."""

# Twisted's module stands for the one running reactor, which its types do not say.
reactor: Any = _reactor

CloseAll = Callable[[int], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Options:
    """Where and how to listen; times in seconds, sizes in bytes."""

    host: str
    port: int
    http_timeout: int
    message_size: int
    behind_proxy: bool


class PoliteServer(daphne_server.Server):
    """Daphne that remembers why it could not listen and can end politely."""

    failure: str = ""

    def listen_error(self, failure: Any) -> None:
        """Keep the reason; the command turns it into a sentence."""
        self.failure = failure.getErrorMessage()
        self.stop()

    def is_answering(self) -> bool:
        """True while a page request is still being worked on."""
        return any(
            isinstance(protocol, WebRequest) and not details["application_instance"].done()
            for protocol, details in self.connections.items()
            if details.get("application_instance")
        )

    def end_politely(self, close_all: CloseAll) -> None:
        """Stop listening, send sockets away with 4012 and stop once running requests are done."""
        for listener in self.listeners:
            listener.addCallback(lambda port: port and port.stopListening())
        farewell = daphne_server.twisted_loop.create_task(close_all(CLOSE_RESTART))
        farewell.add_done_callback(self._said_farewell)
        reactor.callLater(GRACE_SECONDS, self._stop_when_idle, LONGEST_REQUEST_SECONDS)

    @staticmethod
    def _said_farewell(farewell: "asyncio.Task[None]") -> None:
        if error := farewell.exception():
            log.error("could not tell all sockets", exc_info=error)

    def _stop_when_idle(self, seconds_left: float) -> None:
        if self.is_answering() and seconds_left > 0:
            reactor.callLater(CHECK_SECONDS, self._stop_when_idle, seconds_left - CHECK_SECONDS)
            return
        self.stop()


def serve(
    application: Any,
    options: Options,
    *,
    close_all: CloseAll,
    ready: Any,
    leaving: Callable[[], None],
) -> None:
    """Run the server in this thread until SIGTERM or SIGINT.

    ``close_all`` is called in the event loop with the close code; ``ready`` once it listens;
    ``leaving`` on the signal, before anybody is turned away, and has to return at once.
    Raises CommandError where the address is taken.
    """
    server = PoliteServer(
        application,
        endpoints=build_endpoint_description_strings(host=options.host, port=options.port),
        signal_handlers=False,
        http_timeout=options.http_timeout,
        # The limit of messages holds for what is sent, too (longer ones are dropped without a
        # word), the limit of frames for what comes in alone.
        websocket_max_message_size=LARGEST_ANSWER,
        websocket_max_frame_size=options.message_size,
        # The proxy overwrites these two; X-Forwarded-For could be filled by anybody.
        proxy_forwarded_address_header="X-Real-IP" if options.behind_proxy else None,
        proxy_forwarded_proto_header="X-Forwarded-Proto" if options.behind_proxy else None,
        ready_callable=ready,
        server_name="planspiel",
    )
    _end_on_signals(server, close_all, leaving)
    quick.install()
    server.run()
    if server.failure:
        raise CommandError(
            f"Adresse {options.host}:{options.port} ist nicht frei: {server.failure}. "
            "Wählen Sie eine andere mit PORT=…"
        )


def _end_on_signals(server: PoliteServer, close_all: CloseAll, leaving: Callable[[], None]) -> None:
    """End once, on the first signal; a second one must not cut the first one short."""
    loop = daphne_server.twisted_loop
    ending = False

    def end(name: str) -> None:
        nonlocal ending
        if not ending:
            ending = True
            log.info("ending on %s", name)
            leaving()
            server.end_politely(close_all)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, number.name)
