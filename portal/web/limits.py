"""``@limited("ask")``: the rate limits of ``core/limits.py`` on a route; beyond them 429 and when to come back."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from portal.core.limits import TABLE
from portal.web import identity

View = TypeVar("View", bound=Callable[..., Any])


def _who() -> str:
    actor = identity.actor()
    return f"person:{actor.id}" if actor.id is not None else f"address:{get_remote_address()}"


# One for all applications of a process, and always enabled: whether limits count is asked of the application at hand.
# Its own headers would tell everybody to wait, also who was let in; who is refused is told by the error page.
limiter = Limiter(key_func=_who, headers_enabled=False, strategy="fixed-window")


def _on() -> bool:
    return bool(current_app.config["RATE_LIMITS"])


def limited(name: str, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Count requests of ``methods`` against the named limit. Routes that share a name share the count."""
    text = TABLE[name]

    def wrap(view: View) -> View:
        shared = limiter.shared_limit(text, scope=name, exempt_when=lambda: not _on() or request.method not in methods)
        return cast(View, shared(view))

    return wrap


def spend(name: str, key: str) -> bool:
    """Count once against the named limit for ``key`` (a digest of an address, say); False when it is used up."""
    return not _on() or limiter.limiter.hit(parse(TABLE[name]), "key", name, key)


def init_app(app: Flask, *, on: bool, redis_url: str = "") -> None:
    app.config.update(
        RATE_LIMITS=on,
        RATELIMIT_STORAGE_URI=redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)
