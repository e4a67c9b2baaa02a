"""An application for a command: made when first needed, with its context held open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import structlog

from portal import config
from portal.app import create_app
from portal.core.db import db

Command = TypeVar("Command", bound=Callable[..., Any])


def with_app(command: Command) -> Command:
    """Run the command inside the application. An exception rolls back; the command itself commits."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        app = create_app(config.load())
        structlog.contextvars.bind_contextvars(command=command.__name__)
        with app.app_context():
            try:
                return command(*args, **kwargs)
            finally:
                db.session.rollback()

    return run  # type: ignore[return-value]
