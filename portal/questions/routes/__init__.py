"""Pages of questions and answers: each module adds its routes to the one blueprint."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)

from portal.questions.routes import answering, asking, deciding, deleting, editing, history  # noqa: E402, F401
from portal.questions.routes import by_topic, feeds, reading, voting  # noqa: E402, F401
