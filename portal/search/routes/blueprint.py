"""The two blueprints, and what several pages need."""

from flask import Blueprint
from flask_babel import get_locale

blueprint = Blueprint("search", __name__)
home_blueprint = Blueprint("home", __name__)


def reader_language() -> str:
    return str(get_locale() or "en")
