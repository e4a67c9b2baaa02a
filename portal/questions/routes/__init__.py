"""Pages of questions and answers: each module adds its routes to the one blueprint."""

from flask import Blueprint

blueprint = Blueprint("questions", __name__)

from portal.questions.routes import (  # noqa: E402
    answering,
    asking,
    by_topic,
    deciding,
    deleting,
    editing,
    feeds,
    history,
    reading,
    voting,
)

__all__ = [
    "answering",
    "asking",
    "blueprint",
    "by_topic",
    "deciding",
    "deleting",
    "editing",
    "feeds",
    "history",
    "reading",
    "voting",
]
