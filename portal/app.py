"""The factory: settings, ground, web, then each capability, a line each."""

from typing import Any

from flask import Flask

from portal import config, wiring
from portal.accounts import queries as accounts
from portal.config import Settings
from portal.core import audit, drafts, idempotency, outbox  # noqa: F401 - their tables
from portal.core.db import db, engine_options
from portal.paths import MIGRATIONS, STATIC, TEMPLATES
from portal.web import (
    errors,
    forms,
    guards,
    i18n,
    identity,
    jinja,
    limits,
    observing,
    pages,
    requests,
    security,
    transaction,
)


def create_app(settings: Settings | None = None) -> Flask:
    """A ready application. Raises ``UnsafeSettings`` or ``UnbadgedRoute`` rather than start wrongly."""
    settings = settings or config.load()
    config.prepare_data_dir(settings)
    observing.configure_logs(settings.log_level)
    app = Flask("portal", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    _settle(app, settings)
    _ground(app, settings)
    _web(app, settings)
    wiring.connect(app)
    guards.refuse_unbadged(app)
    return app


def _settle(app: Flask, settings: Settings) -> None:
    app.config.update(
        PORTAL=settings,
        SECRET_KEY=config.secret_key(settings),
        TRUSTED_HOSTS=settings.hosts,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
        PERMANENT_SESSION_LIFETIME=settings.session_days * 86400,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.secure,
        TEMPLATES_AUTO_RELOAD=settings.dev,
    )
    if settings.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=0)  # type: ignore[method-assign]


def _ground(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    app.extensions["migrate"] = _Migrations(app)


class _Migrations:
    """Stands where Flask-Migrate looks, and gives way to it: Alembic is ten megabytes that a web process never needs."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=str(MIGRATIONS), render_as_batch=True)  # takes this one's place
        return getattr(self._app.extensions["migrate"], name)


def _web(app: Flask, settings: Settings) -> None:
    transaction.init_app(app)
    requests.init_app(app)
    identity.init_app(app, accounts.actor_by_session)
    observing.init_app(app, wiring.checks(app))
    i18n.init_app(app)
    jinja.init_app(app)
    security.init_app(app, secure=settings.secure)
    guards.init_app(app)
    forms.csrf.init_app(app)
    limits.init_app(app, on=settings.limits, redis_url=settings.redis_url)
    errors.init_app(app)
    pages.init_app(app)
