"""Who is asking. Flask-Login over server-side session rows: the cookie carries only a random id, the row decides."""

from collections.abc import Callable
from typing import cast

from flask import Flask, Request, g, session
from flask_login import LoginManager, current_user

from portal.core.permissions import GUEST, Actor

COOKIE_FIELD = "sid"


def actor() -> Actor:
    """The actor of this request; ``GUEST`` when nobody is signed in."""
    return cast(Actor, current_user._get_current_object())


def init_app(app: Flask, load: Callable[[str], Actor | None]) -> None:
    """``load(session id)`` gives the actor of a session row that still stands, in one query."""
    manager = LoginManager()
    manager.session_protection = None  # there is no remember cookie and no user id in the cookie to protect
    manager.anonymous_user = lambda: GUEST

    @manager.request_loader
    def _load(_request: Request) -> Actor | None:
        if g.get("database_down"):  # the page that says so asks who reads it, and must not wait once more
            return None
        sid = session.get(COOKIE_FIELD)
        return load(sid) if isinstance(sid, str) and sid else None

    manager.init_app(app)


def begin(sid: str) -> None:
    """Sign this browser in under a new session id; whatever the guest's cookie held is dropped, also its token."""
    session.clear()
    session[COOKIE_FIELD] = sid
    session.permanent = True


def end() -> None:
    session.clear()
