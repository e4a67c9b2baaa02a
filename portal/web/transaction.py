"""One transaction a request, committed in one place, after the answer is known to be good."""

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError

from portal.core.db import ANSWERING, db, patience, reading

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Register first, so that its ``after_request`` runs last, when nothing can change the answer any more."""

    @app.before_request
    def _open() -> None:
        g.begun = (reading, reading.set(request.method in SAFE)), (patience, patience.set(ANSWERING))

    @app.after_request
    def _close(response: Response) -> Response:
        if request.method in SAFE or response.status_code >= 400:
            db.session.rollback()
            return response
        try:
            db.session.commit()
        except DBAPIError as error:
            db.session.rollback()
            log.error("commit.failed", error=type(error).__name__)
            return _unavailable(app, error)
        return response

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        for variable, token in g.pop("begun", ()):
            variable.reset(token)


def _unavailable(app: Flask, error: DBAPIError) -> Response:
    return app.make_response(app.handle_user_exception(error))
