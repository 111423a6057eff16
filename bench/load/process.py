"""Servers of a measurement: started, watched through /proc, ended."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One process, pinned to the first core (``pin``) and waited for until it listens."""

    def __init__(self, command, port, env, *, log, pin=True, realtime=False):
        prefix = ["taskset", "-c", "0"] if pin else []
        prefix += ["chrt", "-r", "1"] if realtime else []
        self.port = port
        self.log = Path(log).open("ab")  # noqa: SIM115 - open as long as the server runs
        self.process = subprocess.Popen(
            [*prefix, *command], env={**os.environ, **env}, stdout=self.log, stderr=self.log
        )
        self._wait()

    def _wait(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"server ended with {self.process.returncode}: {self.log.name}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("server does not listen")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_kib(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        return 0

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


def own_cpu_seconds():
    times = os.times()
    return times.user + times.system
