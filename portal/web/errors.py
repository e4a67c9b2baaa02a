"""Every refusal as an answer in the reader's language: page, fragment or plain JSON line."""

import structlog
from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from portal.core.db import db
from portal.core.errors import PortalError, SignInNeeded
from portal.web import unsent
from portal.web.forms import wants_fragment

log = structlog.get_logger()
RETRY_SECONDS = 5


def page(status: int, **context: object) -> Response:
    """The designed page of a status; plain text when the page itself cannot be made."""
    if wants_fragment() or request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(status=status, text=str(context.get("message") or "")), status)
    try:
        told = {"code": status, "log_id": g.get("request_id"), "unsent": unsent.kept(status)}
        body = render_template("errors/error.html", **told, **context)
    except Exception:
        log.exception("error_page.failed", status=status)
        return make_response(f"{status}\n", status, {"Content-Type": "text/plain; charset=utf-8"})
    return make_response(body, status)


def init_app(app: Flask) -> None:
    app.register_error_handler(PortalError, _refusal)
    app.register_error_handler(
        CSRFError,
        lambda _error: page(
            400, message=gettext("This form was open for too long. Go back, reload the page and send it again.")
        ),
    )
    app.register_error_handler(RateLimitExceeded, _limited)
    app.register_error_handler(HTTPException, _http)
    for kind in (DBAPIError, OperationalError, PoolTimeout):
        app.register_error_handler(kind, _database)
    app.register_error_handler(IntegrityError, _integrity)
    app.register_error_handler(Exception, _crash)
    app.after_request(_come_back)


def _come_back(response: Response) -> Response:
    """Whatever is away is expected back soon, and not only once the limit of this page ends."""
    if response.status_code == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _refusal(error: PortalError) -> AnyResponse:
    db.session.rollback()
    if isinstance(error, SignInNeeded) and not wants_fragment():
        back = request.form.get("next") or request.referrer or ""
        return redirect(url_for("accounts.sign_in", next=_path(back)), 303)
    return page(error.status, message=_told(error))


def _told(error: PortalError) -> object:
    """What people read of a refusal. For what is not found or not allowed the page has words of its own: the name in
    the error is for the log, and could tell of a thing beside the one that was asked for."""
    if error.status == 403 and not isinstance(error.text, str):
        return error.text  # a sentence to be translated, not the name of a permission
    return None if error.status in {401, 403, 404} else error.text


def _path(address: str) -> str:
    """The path of a referrer of our own; anything else is dropped by the sign-in page."""
    return address.removeprefix(request.host_url.rstrip("/"))


def _limited(error: RateLimitExceeded) -> Response:
    window = error.limit.limit.get_expiry() if error.limit else 60
    response = page(429, retry_after=window)
    response.headers["Retry-After"] = str(window)
    return response


def _http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = page(error.code)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _database(error: Exception) -> Response:
    db.session.rollback()
    if "OverflowError" in repr(error) or type(error).__name__ == "DataError":
        return page(404)
    log.error("database.unavailable", error=type(error).__name__)
    g.database_down = True
    return page(503, retry_after=RETRY_SECONDS)


def _integrity(error: IntegrityError) -> Response:
    db.session.rollback()
    log.warning("database.conflict", error=type(error.orig).__name__)
    return page(409)


def _crash(error: Exception) -> Response:
    db.session.rollback()
    log.exception("request.failed", rule=str(request.url_rule or ""), error=type(error).__name__)
    return page(500)
