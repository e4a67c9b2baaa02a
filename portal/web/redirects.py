"""Redirects stay on this site."""

from urllib.parse import urlsplit

from flask import redirect, url_for
from werkzeug.wrappers import Response


def local(target: str | None) -> str:
    """``target`` when it is a plain path of this site, else ''."""
    if not target or len(target) > 2000 or not target.startswith("/") or target.startswith(("//", "/\\")):
        return ""
    if any(ord(char) < 0x21 or char in "\\\x7f" for char in target):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc else target


def back(target: str | None, fallback: str | None = None) -> Response:
    """303 to ``target`` when it is ours, else to ``fallback``, else home."""
    return redirect(local(target) or fallback or url_for("home.index"), 303)
