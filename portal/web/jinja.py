"""Furniture for templates: who reads, what they may, addresses of files, hidden form fields."""

import hashlib
from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import Template
from markupsafe import Markup
from werkzeug.urls import iri_to_uri

from portal import __version__
from portal.core import permissions, richtext
from portal.core.permissions import GUEST, Actor
from portal.paths import STATIC
from portal.web import frame, identity, security
from portal.web.fragments import Fragments, fragments
from portal.web.i18n import tag

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"
PARTS = Fragments(4000)  # of rows, some hundred bytes each


@lru_cache(maxsize=512)
def _mark(path: str, changed: int) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]


def _asset(path: str) -> str:
    file: Path = STATIC / path
    mark = _mark(path, file.stat().st_mtime_ns) if file.is_file() else "missing"
    return url_for("static", filename=path, v=mark)


_kept_asset = lru_cache(maxsize=512)(_asset)


def asset(path: str) -> str:
    """Address of a static file with a mark of its content, so that it may be cached for a year. Files are looked at
    once, but each time while ``PORTAL_DEV`` is on."""
    return _asset(path) if current_app.config["TEMPLATES_AUTO_RELOAD"] else _kept_asset(path)


_ICON = '<svg class="icon{}" {} focusable="false"><use href="{}#{}"></use></svg>'


def _icon(name: str, label: str = "", class_: str = "") -> Markup:
    said = richtext.element('role="img" aria-label="{}"', label) if label else richtext.stored('aria-hidden="true"')
    return richtext.element(_ICON, " " + class_ if class_ else "", said, asset("img/icons.svg"), name)


_kept_icon = lru_cache(maxsize=2048)(_icon)


def icon(name: str, label: str = "", **classes: str) -> Markup:
    """One symbol: see ``templates/components/icons.html``."""
    make = _icon if current_app.config["TEMPLATES_AUTO_RELOAD"] else _kept_icon
    return make(name, label, classes.get("class", ""))


@lru_cache(maxsize=4096)
def _kept_address(_app: int, _root: str, endpoint: str, values: tuple[tuple[str, object], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]


def address(endpoint: str, **values: Any) -> str:
    """``url_for`` for templates, kept: a page asks for dozens, mostly the same ones."""
    plain = "_external" not in values and not endpoint.startswith(".")
    if not plain or not request or not all(isinstance(each, str | int | None) for each in values.values()):
        return url_for(endpoint, **values)
    return _kept_address(id(current_app._get_current_object()), request.root_path, endpoint, tuple(values.items()))  # type: ignore[attr-defined]


def constant_part(name: str) -> Markup:
    """A piece of the frame that depends on the language only, rendered once for each."""
    if current_app.config["TEMPLATES_AUTO_RELOAD"]:
        return richtext.stored(render_template(name))
    return fragments.get(("part", name, tag(), request.root_path), lambda: render_template(name))


def _keeper(app: Flask) -> Callable[[Any, str, Hashable, Callable[[Any], str]], str]:
    def kept(thing: Any, name: str, key: Hashable, macro: Callable[[Any], str]) -> str:
        """``macro(thing)``, rendered once for each language and ``key``: parts of rows that look alike in many of them.
        ``key`` carries all that the macro shows; it shows no more than that, and nothing that depends on the reader."""
        if app.config["TEMPLATES_AUTO_RELOAD"]:
            return macro(thing)
        return PARTS.get((name, tag(), key), lambda: macro(thing))

    return kept


def reader() -> Actor:
    """The actor; a guest when even that cannot be told, as on the page that says the database is away."""
    return GUEST if g.get("database_down") else identity.actor()


def can(permission: str, thing: object = None) -> bool:
    return permissions.can(reader(), permission, thing)


def csrf_field() -> Markup:
    """The hidden token for a signed-in member's button. Guests get none: their pages can be cached."""
    if not reader().signed_in:
        return richtext.stored("")
    return richtext.element('<input type="hidden" name="csrf_token" value="{}">', generate_csrf())


def _furniture() -> dict[str, object]:
    theme = request.cookies.get(THEME_COOKIE, "auto")
    return {
        "actor": reader(),
        "theme": theme if theme in THEMES else "auto",
        "portal_name": current_app.config["PORTAL"].name,
        "default_zone": current_app.config["PORTAL"].default_time_zone,
        "portal_version": __version__,
    }


def has_endpoint(name: str) -> bool:
    """Is there such a page? Lets a template offer what another capability makes, and not miss it when it is gone."""
    return name in current_app.view_functions


def canonical(path: str) -> str:
    """The full public address of a path of ours; letters beyond ASCII are quoted."""
    return str(current_app.config["PORTAL"].address) + iri_to_uri(path)


def _static_age(_name: str | None) -> int:
    """A marked address may be kept for a year. Script modules name each other without marks: these are asked again."""
    return 31536000 if request.args.get("v") else 0


class _Template(Template):
    """Finds the macros of an imported template at once. Jinja first looks for globals given to one template only,
    which there are none of here, by going through all globals at each import of each page."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


def _attributes(otherwise: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """What ``thing.name`` of a template gives. Jinja asks a dictionary for an attribute first and catches the refusal, which
    costs eight times as much as its key; a key that is there comes first here."""

    def found(thing: Any, name: str) -> Any:
        if type(thing) is dict and name in thing:
            return thing[name]
        return otherwise(thing, name)

    return found


def init_app(app: Flask) -> None:
    frame.init_app(app)
    app.jinja_env.template_class = _Template
    app.jinja_env.getattr = _attributes(app.jinja_env.getattr)  # type: ignore[method-assign,assignment]
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign,assignment]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    app.context_processor(_furniture)
    # Filters are called at once, functions by a detour that costs as much as they do: in rows it shows.
    app.jinja_env.filters.update(kept=_keeper(app), marked=richtext.marked)
    app.jinja_env.globals.update(
        can=can,
        asset=asset,
        icon_of=icon,
        csrf_field=csrf_field,
        constant_part=constant_part,
        csp_nonce=security.nonce,
        canonical=canonical,
        has_endpoint=has_endpoint,
        stored=richtext.stored,
        search_note=lambda: "",  # search puts its own here
        moderation_note=lambda _kind, _id, *_verbs: "",  # moderation puts its own here
        url_for=address,
    )
