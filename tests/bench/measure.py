"""CPU time of requests: in this process and in a server process, always beside a bare Flask answer of the same run."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Figure:
    """Milliseconds of CPU time a request, those of a bare Flask answer beside it, and the number of queries of one."""

    name: str
    ms: float
    bare: float
    queries: int = 0
    budget: float = 0.0
    most_queries: int = 0

    def line(self) -> str:
        budget = f"(at most {self.budget:g} ms)" if self.budget else ""
        asked = f"{self.queries} queries" + (f" (at most {self.most_queries})" if self.most_queries else "")
        over = "  OVER" if self.budget and self.ms > self.budget else ""
        return f"{self.name:<44}{self.ms:8.2f} ms {budget:<18} x{self.ms / self.bare:6.1f} bare   {asked}{over}"


def cpu_ms(call: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one of ``times`` calls."""
    began = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began) * 1000 / times


def beside(call: Callable[[], object], times: int, rounds: int = 7) -> tuple[float, float]:
    """CPU milliseconds of one call and of a bare Flask answer, taken by turns: a machine that is busy with other things
    makes both slower. Of the rounds, the one in the middle by the ratio of the two; the first calls warm up."""
    client = bare_app().test_client()
    for _ in range(3):
        call()
        client.get("/")
    taken = [(cpu_ms(call, times), cpu_ms(lambda: client.get("/"), 100)) for _ in range(rounds)]
    return sorted(taken, key=lambda pair: pair[0] / pair[1])[rounds // 2]


def bare_app() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", "bare", lambda: "ok")
    return app


class Server:
    """A server process whose CPU time is read from the kernel's own accounts (Linux)."""

    def __init__(self, command: list[str], port: int, environment: dict[str, str]) -> None:
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(400):
            try:
                self.get("/")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not answer")

    def get(self, path: str, cookie: str = "") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident set, in megabytes."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def ms(self, path: str, times: int = 200, cookie: str = "") -> float:
        for _ in range(5):
            assert self.get(path, cookie) == 200, path
        began = self.cpu_seconds()
        for _ in range(times):
            self.get(path, cookie)
        return (self.cpu_seconds() - began) * 1000 / times

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


BARE_SERVER = (
    "import sys, waitress; from tests.bench.measure import bare_app; "
    "waitress.serve(bare_app(), host='127.0.0.1', port=int(sys.argv[1]), _quiet=True)"
)


def bare_server(port: int) -> Server:
    return Server([sys.executable, "-c", BARE_SERVER, str(port)], port, {"PYTHONPATH": str(ROOT)})
