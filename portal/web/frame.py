"""The bar and the foot of pages, rendered once for each kind of reader: they are half of what a small page costs.

What differs from request to request (the address to come back to, the words searched, the form token) is rendered as a
mark and put in afterwards, escaped for the place it stands in.
"""

import secrets
from collections.abc import Mapping
from urllib.parse import quote_plus

from flask import Flask, current_app, g, render_template, request
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from portal.core import richtext
from portal.core.permissions import Actor
from portal.web.fragments import Fragments

PARTS = Fragments(1000)  # some three kilobytes each
_SALT = secrets.token_hex(12)
_TOKEN, _WORDS, _BACK, _BACK_IN_ADDRESS, _FEED = (f"mark{number}x{_SALT}" for number in range(5))
_PLAIN = "!$'()*,/:;?@"  # what Werkzeug leaves as it is in the values of an address


def _part(template: str, key: tuple[object, ...], marks: Mapping[str, str], words: Mapping[str, str]) -> Markup:
    """``template`` rendered with ``marks``, and ``words`` in their places. ``key`` carries all else it depends on."""
    config = current_app.config
    if config["TEMPLATES_AUTO_RELOAD"]:
        PARTS.clear()
    whole = (template, config["PORTAL"].name, str(get_locale()), request.root_path, *key)
    text = str(PARTS.get(whole, lambda: render_template(template, **marks)))
    for mark, word in words.items():
        text = text.replace(mark, escape(word))
    return richtext.stored(text)


def _here() -> str:
    return request.full_path.rstrip("?")


def top(actor: Actor | None) -> Markup:
    """The top bar."""
    person: tuple[object, ...] = ()
    words = {_WORDS: request.args.get("q", "")}
    if actor is not None and actor.signed_in:
        person = (actor.id, actor.name, actor.slug, actor.role, actor.verified, actor.unread)
        words[_TOKEN] = generate_csrf()
    else:
        words[_BACK_IN_ADDRESS] = quote_plus(_here(), safe=_PLAIN)
    unknown = "yes" if g.get("database_down") else ""  # who reads: a member would think to have been signed out
    marks = {"token": _TOKEN, "back": _BACK_IN_ADDRESS, "words": _WORDS, "unknown": unknown}
    return _part("components/topbar.html", (request.endpoint, unknown, *person), marks, words)


def foot(theme: str, feed_url: str) -> Markup:
    """Languages, theme, feed and the rest."""
    words = {_BACK: _here(), _BACK_IN_ADDRESS: quote_plus(_here(), safe=_PLAIN), _FEED: feed_url}
    marks = {"back": _BACK, "back_in_address": _BACK_IN_ADDRESS, "feed_url": _FEED if feed_url else ""}
    return _part("components/footer.html", (theme, bool(feed_url)), marks, words)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(page_top=top, page_foot=foot)
