"""People of the bare floor: whoever acts sends a text, which comes back to all of the group."""

import asyncio
import time

from bench.load.wire import open_socket

PADDING = "x" * 180


class Floor:
    """One group of ``people`` sockets; ``act()`` returns the delay until the last has the text."""

    name = "floor"

    def __init__(self, port, people, groups=1):
        self.port = port
        self.people = people
        self.groups = groups
        self.sockets = []
        self.waiting = {}
        self.number = 0
        self.updates = 0

    async def open(self):
        for number in range(self.people):
            path = f"/ws/g{number % self.groups}/"
            self.sockets.append(await open_socket(self.port, path, self._on_text))

    def _on_text(self, first, size):
        self.updates += 1
        token = first.partition(b" ")[0]
        entry = self.waiting.get(token)
        if entry is None:
            return
        entry[0] -= 1
        entry[1] = time.perf_counter()
        if entry[0] == 0:
            del self.waiting[token]
            entry[2].set_result(None)

    async def act(self, scheduled):
        self.number += 1
        token = str(self.number).encode()
        done = asyncio.get_running_loop().create_future()
        # Group g has the sockets g, g + groups, …
        group = self.number % self.groups
        members = self.sockets[group :: self.groups]
        entry = self.waiting[token] = [len(members), 0.0, done]
        members[self.number // self.groups % len(members)].send_text(f"{self.number} {PADDING}")
        await done
        return entry[1] - scheduled

    async def finish(self):
        return {}

    def close(self):
        for socket in self.sockets:
            socket.close()
