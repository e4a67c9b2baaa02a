"""Small pages that belong to no capability: language and theme choice, help, privacy, the pattern page."""

from flask import Blueprint, Flask, abort, current_app, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import language as languages
from portal.web import identity, patterns, redirects
from portal.web.guards import public
from portal.web.i18n import LANGUAGE_COOKIE
from portal.web.jinja import THEME_COOKIE, THEMES

blueprint = Blueprint("web", __name__)
pages = Blueprint("pages", __name__)
YEAR = 365 * 86400


def _remember(name: str, value: str) -> Response:
    response = redirects.back(request.args.get("next"))
    response.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", httponly=False, secure=current_app.config["PORTAL"].secure
    )
    return response


@blueprint.get("/language/<code>")
@public
def language(code: str) -> Response:
    """Choose the language of the pages in this browser; a member's profile choice stands above it."""
    if code not in languages.CODES:
        abort(404)
    chosen = identity.actor().language
    if chosen and chosen != code:
        flash(_("You have chosen the language of your pages in your settings; it can be changed there."), "info")
    return _remember(LANGUAGE_COOKIE, code)


@blueprint.get("/theme", defaults={"choice": ""})
@blueprint.get("/theme/<choice>")
@public
def theme(choice: str) -> Response:
    choice = choice or request.args.get("choice", "")
    if choice not in THEMES:
        abort(404)
    return _remember(THEME_COOKIE, choice)


@pages.get("/help")
@public
def help() -> str:
    return render_template("pages/help.html")


@pages.get("/privacy")
@public
def privacy() -> str:
    return render_template("pages/privacy.html")


def init_app(app: Flask) -> None:
    from portal.web import writing  # noqa: F401 - its routes join the blueprint

    app.register_blueprint(blueprint)
    app.register_blueprint(pages)
    if app.config["PORTAL"].dev:
        app.register_blueprint(patterns.blueprint)
