"""Pages of questions and answers."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)

from portal.questions.routes import by_topic, feeds, reading, voting  # noqa: E402, F401
