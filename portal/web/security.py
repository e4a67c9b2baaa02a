"""Headers on every answer: a nonce-only content policy, no framing, no sniffing, and caching by who asked."""

import hashlib
import secrets

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface

from portal.web import identity

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' https: data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)


def nonce() -> str:
    """This request's nonce, made when first asked for, so it exists also on error pages of early refusals."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


class _Sessions(SecureCookieSessionInterface):
    """As Flask's, signed with SHA-256 instead of SHA-1."""

    digest_method = staticmethod(hashlib.sha256)


def init_app(app: Flask, *, secure: bool) -> None:
    app.session_interface = _Sessions()
    app.config.update(
        SESSION_COOKIE_NAME="__Host-portal" if secure else "portal",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
    )

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        # A 304 must not carry a policy: the browser would check the stored page's nonce against the new one.
        if response.status_code != 304:
            headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce()))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()"
        headers["X-Frame-Options"] = "DENY"
        if secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        _cache(response)
        return response


def _cache(response: Response) -> None:
    if request.endpoint == "static":
        return
    headers = response.headers
    for name in ("Cookie", "Accept-Language"):
        response.vary.add(name)
    if request.cookies or identity.actor().signed_in or "Set-Cookie" in headers or response.status_code >= 400:
        headers["Cache-Control"] = "private, no-cache"
    else:
        headers.setdefault("Cache-Control", "public, no-cache")
