"""Structured logs, ``/healthz``, ``/readyz``, ``/metrics``. Nothing secret and no text of posts is ever logged."""

import hmac
import logging
import sys
import time
import uuid
from collections.abc import Callable

import structlog
from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest

from portal.core import outbox
from portal.core.db import db
from portal.core.permissions import can
from portal.web import identity
from portal.web.guards import public

blueprint = Blueprint("system", __name__)
log = structlog.get_logger()

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "portal_requests", "Answers by rule, method and status", ["rule", "method", "status"], registry=REGISTRY
)
SECONDS = Histogram("portal_request_seconds", "Time to answer by rule", ["rule"], registry=REGISTRY)

# Names of checks -> function giving '' when well, else what is wrong. Filled by ``app.py``.
Check = Callable[[], str]


def configure_logs(level: str = "info", stream: object = None) -> None:
    """One JSON object a line on standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),  # type: ignore[arg-type]
    )


def init_app(app: Flask, checks: dict[str, Check]) -> None:
    app.extensions["portal.checks"] = checks
    app.register_blueprint(blueprint)

    @app.before_request
    def _start() -> None:
        g.started = time.perf_counter()
        g.request_id = uuid.uuid4().hex[:12]
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def _count(response: Response) -> Response:
        rule = str(request.url_rule or "none")
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        REQUESTS.labels(rule, request.method, response.status_code).inc()
        SECONDS.labels(rule).observe(seconds)
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if rule not in {"/healthz", "/static/<path:filename>"}:
            log.info(
                "request",
                rule=rule,
                method=request.method,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
                person=getattr(g.get("_login_user"), "id", None),  # who was asked for; nobody is looked up for the log
            )
        return response

    @app.teardown_request
    def _end(_error: BaseException | None) -> None:
        structlog.contextvars.unbind_contextvars("request")


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


def states(app: Flask) -> dict[str, str]:
    """Every check and what is wrong with it ('' when well). A check that fails is itself a finding."""
    found = {}
    for name, check in app.extensions["portal.checks"].items():
        try:
            found[name] = check()
        except Exception as error:
            found[name] = type(error).__name__
    return found


@blueprint.get("/readyz")
@public
def readyz() -> Response:
    """200 when the portal can serve; 503 when the database is away. Degraded parts are named either way."""
    found = states(current_app._get_current_object())  # type: ignore[attr-defined]
    response = jsonify(ready=not found.get("database"), degraded=sorted(name for name, wrong in found.items() if wrong))
    response.status_code = 503 if found.get("database") else 200
    return response


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Prometheus figures, for the bearer of ``PORTAL_METRICS_TOKEN`` or an admin; for others there is no such page."""
    token = current_app.config["PORTAL"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (token and hmac.compare_digest(given.encode(), token.encode())) and not can(
        identity.actor(), "system.metrics"
    ):
        abort(404)
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def database_check() -> str:
    db.session.execute(db.select(1))
    return ""


def outbox_check() -> str:
    """Rows given up, or a long queue, mean that mail or search are behind."""
    stuck, waiting = len(outbox.stuck()), outbox.pending()
    if stuck:
        return f"{stuck} rows given up"
    return f"{waiting} rows waiting" if waiting > 5000 else ""
