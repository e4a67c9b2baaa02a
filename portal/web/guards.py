"""The badge on every route. ``@public @member @staff @product @admin`` say who may come in at all; what one may do
there, actions ask of the permission table. A route without a badge stops the start-up."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core.errors import Forbidden, SignInNeeded
from portal.core.permissions import Actor
from portal.web import identity

View = TypeVar("View", bound=Callable[..., Any])
BADGES = ("public", "member", "staff", "product", "admin")


class UnbadgedRoute(RuntimeError):
    """A route was registered without saying who may come in."""


def _badge(name: str) -> Callable[[View], View]:
    def pin(view: View) -> View:
        view.badge = name  # type: ignore[attr-defined]
        return view

    return pin


public = _badge("public")
member = _badge("member")
staff = _badge("staff")
product = _badge("product")
admin = _badge("admin")


def admits(badge: str, actor: Actor) -> bool:
    """May this actor come through a door with this badge?"""
    return {
        "public": True,
        "member": actor.signed_in,
        "staff": actor.is_staff,
        "product": actor.is_product,
        "admin": actor.is_admin,
    }[badge]


def badge_of(app: Flask, endpoint: str) -> str | None:
    return "public" if endpoint == "static" else getattr(app.view_functions[endpoint], "badge", None)


def init_app(app: Flask) -> None:
    @app.before_request
    def _check() -> Response | None:
        if request.endpoint is None:
            return None  # routing failed; the 404 or 405 is on its way
        badge = badge_of(app, request.endpoint)
        assert badge is not None
        if badge == "public" or admits(badge, identity.actor()):
            return None
        if identity.actor().signed_in:
            raise Forbidden(badge)
        if request.method == "GET" and not request.headers.get("X-Fragment"):
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        raise SignInNeeded(badge)


def refuse_unbadged(app: Flask) -> None:
    """Raises ``UnbadgedRoute`` naming every route without a badge. Called at the end of the factory."""
    bare = sorted({rule.endpoint for rule in app.url_map.iter_rules() if badge_of(app, rule.endpoint) not in BADGES})
    if bare:
        raise UnbadgedRoute("no badge on: " + ", ".join(bare))
