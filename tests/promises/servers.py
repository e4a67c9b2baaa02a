"""Real processes for tests: a portal in its own data folder, that can be killed and started again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from portal import config
from portal.app import create_app
from portal.core.db import db
from tests import cast as casting
from tests.once import once

ROOT = Path(__file__).resolve().parents[2]


def migrated() -> Path:
    """A data folder whose SQLite file is empty and of today; it is to be copied."""
    return once("migrated", lambda folder: Portal(folder).command("db", "upgrade"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """A portal in processes of its own: ``web``, ``worker``, and ``web-2`` and so on for more of the same over one
    database, each at a port of its own (``doors``)."""

    def __init__(self, data_dir: Path, *, database_url: str = "", processes=("web",), **environment: str) -> None:
        self.ports = {name: free_port() for name in processes if name.startswith("web")}
        self.doors = {name: f"http://127.0.0.1:{port}" for name, port in self.ports.items()}
        self.port, self.address = self.ports["web"], self.doors["web"]
        self.data_dir, self.names = data_dir, processes
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("PORTAL_", "DATABASE_", "SEARCH_"))
        } | {
            "PORTAL_DATA_DIR": str(data_dir), "PORTAL_PORT": str(self.port), "PORTAL_BASE_URL": self.address,
            "PORTAL_LIMITS": "false", "PORTAL_LOG_LEVEL": "error", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
        } | environment  # fmt: skip
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        self.running: dict[str, subprocess.Popen] = {}

    def command(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "portal.cli", *arguments], env=self.environment, cwd=self.data_dir, check=True,
            capture_output=True, text=True, timeout=120, **options,
        )  # fmt: skip

    def migrate(self) -> None:
        """An empty database of today. A file is migrated once for a run and copied, a database of PostgreSQL each time."""
        if "DATABASE_URL" in self.environment:
            self.command("db", "upgrade")
        else:
            for part in migrated().glob("portal.sqlite3*"):
                shutil.copy(part, self.data_dir)

    def start(self, *names: str) -> None:
        for name in names or self.names:
            own = {"PORTAL_PORT": str(self.ports[name])} if name in self.ports else {}
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "portal.cli", name.split("-")[0]], env=self.environment | own, cwd=self.data_dir,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def wait_ready(self, seconds: float = 120) -> float:
        """Seconds until ``/readyz`` says yes behind every door; ``seconds`` of an idle machine are the most."""
        seconds = patience(seconds)
        began, waiting, last = time.monotonic(), set(self.doors.values()), ""
        while waiting and time.monotonic() - began < seconds:
            for door in tuple(waiting):
                try:
                    with urllib.request.urlopen(f"{door}/readyz", timeout=10):
                        waiting.discard(door)
                except OSError as error:
                    last = error.read().decode() if isinstance(error, urllib.error.HTTPError) else repr(error)
                    time.sleep(0.05)
        assert not waiting, f"the portal did not become ready: {last}"
        return time.monotonic() - began

    def kill(self, name: str) -> None:
        """End a process at once, as a power cut would."""
        self.running[name].send_signal(signal.SIGKILL)
        self.running[name].wait()

    def stop(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()

    def application(self):
        """The same portal in this process, to look into its database."""
        database = self.environment.get("DATABASE_URL", "")
        return create_app(
            config.load(
                {}, data_dir=self.data_dir, port=self.port, limits=False, log_level="error", database_url=database
            )
        )


class Person:
    """A signed-in browser without script: keeps its cookie and the token of the last form it saw."""

    def __init__(self, portal: Portal, app, actor) -> None:
        client = app.test_client()
        casting.sign_in(client, actor)
        self.portal, self.actor = portal, actor
        self.cookie = client.get_cookie("portal").value
        self.token = ""

    def get(self, path: str) -> str:
        page = self._send(path, None)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        self.token = found.group(1) if found else self.token
        return page

    def post(self, path: str, **fields: str) -> int:
        """The status of the answer (redirects are not followed); raises ``OSError`` when there was no answer."""
        data = urllib.parse.urlencode({"csrf_token": self.token} | fields).encode()
        try:
            self._send(path, data)
        except urllib.error.HTTPError as error:
            return error.code
        return 200

    def _send(self, path: str, data: bytes | None) -> str:
        request = urllib.request.Request(self.portal.address + path, data, {"Cookie": f"portal={self.cookie}"})
        opener = urllib.request.build_opener(_StayHere)
        with opener.open(request, timeout=15) as response:
            given = re.search(r"portal=([^;]+)", response.headers.get("Set-Cookie", ""))
            self.cookie = given.group(1) if given else self.cookie
            return response.read().decode()


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def patience(seconds: float) -> float:
    """What ``seconds`` of an idle machine may take on this one, by how many are queueing for its processors."""
    return seconds * max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


def until(true, what: str, seconds: float = 30) -> None:
    """Waits for ``what``; ``seconds`` of an idle machine are the most."""
    limit = time.monotonic() + patience(seconds)
    while not true():
        assert time.monotonic() < limit, what
        time.sleep(0.2)


def fresh(tmp_path: Path, **options) -> tuple[Portal, object, casting.Cast]:
    """A migrated, empty portal with the cast in it: (portal, application, cast)."""
    portal = Portal(tmp_path, **options)
    portal.migrate()
    app = portal.application()
    with app.app_context():
        cast = casting.assemble()
        db.session.remove()
    return portal, app, cast
