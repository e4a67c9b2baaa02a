"""Checking and rendering what people write, the same for forms, the API and the demo."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from portal.core import language as languages
from portal.core import newcomers, richtext, slugs
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.ideas import queries
from portal.ideas.models import BODY_MOST, TITLE_LEAST, TITLE_MOST, TOPICS_MOST
from portal.topics.models import Topic
from search_index.analysis import detect_language

RESERVED_SLUGS = frozenset({"comments", "edit", "history", "state", "vote"})


def title(text: str) -> str:
    """One line of 10 to 150 characters. Raises ``Invalid``."""
    line = " ".join(text.split())
    if not TITLE_LEAST <= len(line) <= TITLE_MOST:
        raise Invalid(
            _l("Between %(min)d and %(max)d characters, please.", min=TITLE_LEAST, max=TITLE_MOST), field="title"
        )
    return line


def slug(line: str) -> str:
    """The readable part of the address; never one of the words that name a page of an idea."""
    made = slugs.slug(line)
    return f"{made}-idea" if made in RESERVED_SLUGS else made


def body(text: str, most: int = BODY_MOST, field: str = "body") -> str:
    """Some words, not too many. Raises ``Invalid``."""
    text = text.strip()
    if not text:
        raise Invalid(_l("Please write something."), field=field)
    if len(text) > most:
        raise Invalid(_l("At most %(max)d characters, please.", max=most), field=field)
    return text


def html(source: str, field: str = "body") -> str:
    """Markdown -> safe HTML. A text that costs too much to show is refused beside its field."""
    try:
        return richtext.render(source)
    except richtext.TooComplex as refusal:
        raise Invalid(_l(str(refusal)), field=field) from refusal


def no_new_links(actor: Actor, before: str, after: str) -> None:
    """A newcomer may not bring links into a text by editing it: as a new post it would have waited for a moderator."""
    waits = newcomers.first_status(actor, after) != Status.LIVE.value
    if waits and richtext.count_links(after) > richtext.count_links(before):
        text = _l("You can add links once a moderator has seen your first posts. Send the text without the new link.")
        raise Invalid(text, field="body")


def topics(words: Sequence[str]) -> list[Topic]:
    """Existing topics by slug or name, at most five. Raises ``Invalid`` that names what is unknown."""
    found, missing = queries.resolve(words)
    if missing:
        raise Invalid(_l("There is no such topic: %(names)s", names=", ".join(missing)[:200]), field="topics")
    if len(found) > TOPICS_MOST:
        raise Invalid(
            lazy_ngettext("At most %(num)d topic, please.", "At most %(num)d topics, please.", TOPICS_MOST),
            field="topics",
        )
    return found


def language(chosen: str | None, text: str) -> str:
    """The chosen language, else the one that the text is written in. Raises ``Invalid``."""
    if chosen:
        if chosen not in languages.CODES:
            raise Invalid(_l("Please choose one of the languages."), field="language")
        return chosen
    return detect_language(text)
