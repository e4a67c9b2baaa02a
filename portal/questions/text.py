"""What a post needs made of its text: HTML, excerpt, language, marks. Used by actions and by imports."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core import idempotency, language, newcomers, richtext, slugs
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Status

try:
    from search_index.analysis import detect_language
except ImportError:  # pragma: no cover - the catalogue is a library of its own
    detect_language = None  # type: ignore[assignment]

TITLE = (10, 150)
BODY = 30_000
COMMENT = 600
SUMMARY = 200
EXCERPT = 240
# Last parts of addresses under a question that mean a page of their own.
RESERVED = frozenset({"answers", "comments", "delete", "edit", "history", "language", "me-too", "needs-information"})
RESERVED |= {"roll-back", "vote"}
TOPICS = 5

# What richtext says when it refuses, so that the words are in the catalogue.
_l("This text has too many formatted parts. Please split it.")
_l("The code has too many invisible characters.")


def render_fields(body: str, *, excerpt: bool = True) -> dict[str, Any]:
    """``html``, ``html_version`` and ``excerpt`` of a body. Raises ``Invalid`` when it is too complex."""
    try:
        html = richtext.render(body)
    except richtext.TooComplex as refusal:
        raise Invalid(_(str(refusal)), field="body") from refusal
    fields: dict[str, Any] = {"html": html, "html_version": richtext.RENDERER_VERSION}
    return fields | ({"excerpt": richtext.excerpt(body, EXCERPT)} if excerpt else {})


def slug_of(title: str) -> str:
    """The slug of a title; never one that is the address of another page."""
    made = slugs.slug(title)
    return f"{made}-" if made in RESERVED else made


def one_title(title: str) -> str:
    """The title as one line. Raises ``Invalid`` unless it has 10 to 150 characters."""
    title = " ".join(title.split())
    if not TITLE[0] <= len(title) <= TITLE[1]:
        raise Invalid(_("A title has %(least)d to %(most)d characters.", least=TITLE[0], most=TITLE[1]), field="title")
    return title


def check_body(body: str, most: int = BODY, field: str = "body") -> None:
    """Raises ``Invalid`` for an empty or too long text."""
    if not body.strip():
        raise Invalid(_("Please fill this in."), field=field)
    if len(body) > most:
        raise Invalid(_("At most %(max)d characters, please.", max=most), field=field)


def check_links(actor: Actor, status: str, before: str, after: str) -> None:
    """A newcomer may not bring links into a live post by editing it: the post would have waited for a moderator."""
    waits = newcomers.first_status(actor, after) != Status.LIVE
    if status == Status.LIVE and waits and richtext.count_links(after) > richtext.count_links(before):
        text = _("You can add links once a moderator has seen your first posts. Send the text without the new link.")
        raise Invalid(text, field="body")


def language_of(words: str, chosen: str = "", otherwise: str = "en") -> str:
    """The language chosen, else the one the text is written in."""
    if chosen in language.CODES:
        return chosen
    if detect_language is None:
        return otherwise if otherwise in language.CODES else "en"
    return str(detect_language(words))


def mark(*parts: object) -> str:
    """A short fingerprint of a text, carried by an edit form: changes even when an edit joins its revision."""
    return idempotency.digest(*parts)[:16]
