"""Pages of questions and answers."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)

from portal.questions.routes import feeds, reading, voting  # noqa: E402, F401 - they hang on the blueprint
