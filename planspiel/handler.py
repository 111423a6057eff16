"""Pages under ASGI with one hand-over to a thread for each request.

All views and middleware of this project are synchronous. Django's own handler changes between
event loop and thread several times for such a request, and gives each request a thread, and with it
a database connection, of its own: that costs more than most pages. Here a request is worked on by
one thread of a small pool from its first signal to its last, and the threads keep what they have
opened.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from django import setup
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 8
"""Requests worked on at the same time; more of them only take the processor from each other, but
one that waits for a lock must not hold up the rest."""

Scope = dict[str, Any]


class PagesHandler(ASGIHandler):
    """Django's handler with all of a request in one thread."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pages")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002
        """Load all of it as synchronous, whatever else it could do."""
        del is_async
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Read the request, have it answered in a thread, send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._answer, scope, body)
        await self.send_response(response, send)
        if response.streaming:
            await self._in_thread(response.close)

    async def _in_thread(self, work: Any, *values: Any) -> Any:
        # A context of its own: the language of one request must not be that of the next.
        run = copy_context().run
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, run, work, *values)

    def _answer(self, scope: Scope, body: Any) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        try:
            request, refusal = self.create_request(scope, body)
            response = self.get_response(request) if request is not None else refusal
            assert response is not None, "either a request or the answer that refuses it"
            if not response.streaming:
                # Ends the request: what was opened for it is given back by the thread that has it.
                response.close()
        finally:
            body.close()
        return response


def pages() -> PagesHandler:
    """The handler, once Django is set up."""
    setup(set_prefix=False)
    return PagesHandler()
