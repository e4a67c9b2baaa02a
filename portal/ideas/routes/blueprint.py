"""The one blueprint, and what several pages need."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import get_locale

from portal.ideas.forms import IMPORTANCE_WORDS, STATE_WORDS
from portal.ideas.models import Idea
from portal.web import jinja

blueprint = Blueprint("ideas", __name__, url_prefix="/ideas")


def reader_language() -> str:
    return str(get_locale() or "en")


def address(idea: Idea, anchor: str = "") -> str:
    return url_for("ideas.show", idea_id=idea.id, slug=idea.slug, _anchor=anchor or None)


@blueprint.context_processor
def _furniture() -> dict[str, object]:
    return {
        "importance_words": IMPORTANCE_WORDS,
        "state_words": STATE_WORDS,
        "idea_address": address,
        "preview_url": _if_there("web.preview"),
        "draft_url": _if_there("web.draft", place="idea"),
        "similar_url": _if_there("search.similar", kinds="idea,case,question"),
        "topics_url": _if_there("topics.suggest"),
    }


def _if_there(endpoint: str, **values: Any) -> str:
    """The address of a page that another capability makes; '' when it is not there."""
    return url_for(endpoint, **values) if jinja.has_endpoint(endpoint) else ""
