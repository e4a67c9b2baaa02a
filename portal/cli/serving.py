"""``portal up | web | worker``: the processes."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import click

from portal import config
from portal.app import create_app
from portal.cases.caretaker import Caretaker
from portal.core import jobs
from portal.core.renewing import Renewer
from portal.gaps.gatherer import Gatherer
from portal.search import engine as search_engine
from portal.search import queries as search
from portal.search.keeper import Forgetter, Keeper

RESTART_PAUSE = 1.0


@click.command()
@click.option("--host", default=None)
@click.option("--port", type=int, default=None)
def web(host: str | None, port: int | None) -> None:
    """Serve pages (waitress)."""
    import waitress

    settings = config.load(**_given(host=host, port=port))
    app = create_app(settings)
    search_engine.get_ready()
    waitress.serve(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        ident=None,
        max_request_body_size=4 * 1024 * 1024,
        channel_timeout=60,
        clear_untrusted_proxy_headers=not settings.trusted_proxies,  # else our own reading of them would find none
        _quiet=True,
    )


@click.command()
@click.option("--threads", default=2, show_default=True)
def worker(threads: int) -> None:
    """Do what the outbox asks for: search index, mail, housekeeping."""
    settings = config.load()
    app = create_app(settings)
    huey = jobs.make_huey(settings.data_dir, settings.redis_url)

    @huey.task(retries=0, name="perform")  # type: ignore[untyped-decorator]
    def perform(name: str, items: list[Any]) -> None:
        with app.app_context():
            jobs.perform(name, [(int(number), payload) for number, payload in items])

    Keeper(app).start()
    Forgetter(app).start()
    Caretaker(app, search.misled).start()
    Gatherer(app).start()
    Renewer(app).start()
    jobs.Relay(app, perform).start()
    consumer = huey.create_consumer(workers=threads, worker_type="thread", initial_delay=0.1, max_delay=0.5)
    consumer.run()


@click.command()
@click.option("--host", default=None, help="Address to listen on.")
@click.option("--port", type=int, default=None)
@click.option("--data", type=click.Path(path_type=Path), default=None, help="The data folder.")
@click.option("--demo/--no-demo", default=None, help="Load the demo content into an empty portal; asks on a terminal.")
def up(host: str | None, port: int | None, data: Path | None, demo: bool | None) -> None:
    """Migrate, then run web and worker together; the way to start on one machine."""
    given = _given(host=host, port=port, data_dir=data)
    settings = config.load(**given)
    config.prepare_data_dir(settings)
    environment = os.environ | {
        "PORTAL_HOST": settings.host,
        "PORTAL_PORT": str(settings.port),
        "PORTAL_DATA_DIR": str(settings.data_dir.resolve()),
    }
    _run(["db", "upgrade"], environment)
    if demo or (demo is None and sys.stdin.isatty()):
        _run(["demo", "--if-empty" if demo else "--offer"], environment)
    link = _run(["user", "first-admin"], environment, keep=True)
    Supervisor(["web", "worker"], environment, f"http://{settings.host}:{settings.port}", link).run()


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _run(arguments: list[str], environment: dict[str, str], *, keep: bool = False) -> str:
    """Run a command of ours to its end; with ``keep`` give what it printed. Ends with its status when it fails."""
    command = [sys.executable, "-m", "portal.cli", *arguments]
    done = subprocess.run(command, env=environment, check=False, text=True, stdout=subprocess.PIPE if keep else None)
    if done.returncode:
        raise SystemExit(done.returncode)
    return (done.stdout or "").strip()


class Supervisor:
    """Keeps the processes alive: one that dies is started again after a second. Ends all of them on a signal."""

    def __init__(self, names: list[str], environment: dict[str, str], address: str, link: str = "") -> None:
        self.names, self.environment, self.address, self.link = names, environment, address, link
        self.stopping = threading.Event()
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        for name in self.names:
            self._start(name)
        threading.Thread(target=self._announce, daemon=True).start()
        while not self.stopping.wait(RESTART_PAUSE):
            for name, process in list(self.running.items()):
                if process.poll() is not None:
                    click.echo(f"{name} ended with {process.returncode}; starting it again", err=True)
                    self._start(name)
        self._stop()

    def _start(self, name: str) -> None:
        self.running[name] = subprocess.Popen([sys.executable, "-m", "portal.cli", name], env=self.environment)

    def _stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + 8
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()

    def _announce(self) -> None:
        """Say the address once it answers, and not before; then how to become the first admin, while there is none."""
        while not self.stopping.wait(0.2):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):  # noqa: S310 - our own http address
                    break
            except OSError:
                continue
        if self.stopping.is_set():
            return
        click.echo(f"The portal is at {self.address}")
        if self.link:
            click.echo(f"No admin can sign in yet. This link makes the first one, once, within an hour:\n  {self.link}")


COMMANDS = [up, web, worker]
