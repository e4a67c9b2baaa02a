"""A live portal with the demo community on a port of this machine, for a real browser.

The web server is the default one, in a thread; the worker is called by hand (``work()``), so that a test knows when
letters are written and the index is up to date.
"""

import email
import email.policy
import re
import secrets
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from waitress.server import create_server

from portal import config, demo
from portal.accounts import passwords
from portal.accounts import queries as accounts
from portal.accounts.models import Device, Person
from portal.app import create_app
from portal.core import clock, jobs
from portal.core.db import db
from tests import cast as casting
from tests import fresh
from tests.promises.servers import free_port


def _mail(name: str) -> str:
    """Addresses of the usual cast that the demo community does not use."""
    return f"{name}@journeys.example.org"


def furnish(folder: Path) -> None:
    """The demo community and the cast in an empty folder, with everything done that waits. Ten seconds of CPU."""
    app = _application(folder, port=free_port())
    with app.app_context():
        db.create_all()
        for _part in demo.load():
            pass
        for name, role in casting.ROLES.items():
            casting.make_person(name.capitalize(), role, email=_mail(name))
        db.session.commit()
        jobs.drain()
        db.session.remove()
        db.engine.dispose()


def _application(folder: Path, *, port: int):
    settings = config.load({}, data_dir=folder, port=port, limits=False, log_level="error", dev=True)
    return fresh.for_tests(create_app(settings))


class Stage:
    """The portal of a folder that was furnished: ``address``; ``work()`` does what waits; ``person()`` makes one who
    can sign in."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.app = _application(folder, port=self.port)
        with self.inside():
            self.cast = casting.Cast(
                **{name: accounts.actor_of(accounts.by_email(_mail(name)).id) for name in casting.ROLES}
            )
        self.server = create_server(self.app, host="127.0.0.1", port=self.port, threads=4)
        threading.Thread(target=self.server.run, daemon=True).start()

    def close(self) -> None:
        self.server.close()

    @contextmanager
    def inside(self):
        """The application's context, to look into its database."""
        with self.app.app_context():
            yield
            db.session.remove()

    def work(self) -> None:
        with self.inside():
            jobs.drain()

    def cookie(self, actor) -> dict:
        """The cookie of one who signed in before the test began."""
        sid, now = f"journey-{actor.id}-{secrets.token_hex(8)}", clock.now()
        with self.inside():
            digest, end = accounts.digest(sid), now + timedelta(days=1)
            db.session.add(
                Device(person_id=actor.id, digest=digest, label="t", created_at=now, last_seen_at=now, expires_at=end)
            )
            db.session.commit()
            client = self.app.test_client()
            with client.session_transaction(base_url=self.address) as session:
                session["sid"] = sid
            found = client.get_cookie("portal", domain="127.0.0.1")
        return {"name": "portal", "value": found.value, "url": self.address}

    def give_password(self, actor) -> None:
        """So that they can sign in by the form, with the password of the cast."""
        with self.inside():
            db.session.get_one(Person, actor.id).password_hash = passwords.hashed(casting.PASSWORD)
            db.session.commit()

    def letters(self, to: str) -> list[email.message.EmailMessage]:
        """Letters to one address, oldest first."""
        found = []
        for path in sorted((self.folder / "mail").rglob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if to in (letter["To"] or ""):
                found.append(letter)
        return found

    def link_in(self, letter, pattern: str) -> str:
        """The first address in the plain part that matches."""
        words = letter.get_body(("plain",)).get_content()
        found = re.search(rf"https?://\S*{pattern}\S*", words)
        assert found, words
        return found.group(0)
