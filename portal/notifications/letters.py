"""Letters about news, at once: ``notice_mail`` finds out whom to write to, ``notice_letter`` writes one letter.

Nothing waits for mail, and nothing is lost by it: while the server is away, letters wait in the outbox
(``web/letters.py``). Every row is in the inbox anyway.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog

from portal.core import mail, outbox, richtext, stewards
from portal.core.jobs import Item
from portal.core.mail import Message
from portal.notifications import queries, unsubscribe
from portal.notifications.queries.inbox import Entry
from portal.notifications.queries.sending import Letter
from portal.notifications.streams import STREAMS
from portal.web import current, letters
from portal.web.letters import rest

__all__ = ["check", "rest", "send", "spread"]

log = structlog.get_logger()

LETTERS = ("notice_letter", "account_mail")
TEXT_MOST = 1200


def spread(items: Sequence[Item]) -> None:
    """Job ``notice_mail``: a row for each letter that is to be written."""
    for _outbox_id, payload in items:
        for notice_id in queries.people_to_write(payload["news_id"]):
            outbox.put("notice_letter", notice_id=notice_id)


def send(items: Sequence[Item]) -> None:
    """Job ``notice_letter``: one letter, unless there is no reason for it any more."""
    for outbox_id, payload in items:
        found = queries.addressee(payload["notice_id"])
        if found is None:
            continue
        with letters.reading_as(found.language, found.time_zone):
            letter = queries.letter(payload["notice_id"])
            message = _write(letter, outbox_id) if letter else None
        if message is not None:
            _deliver(message, outbox_id)


def _deliver(message: Message, outbox_id: int) -> None:
    try:
        letters.deliver(message, outbox_id=outbox_id)
    except mail.Refused as error:
        log.warning("notice_letter.refused", row=outbox_id, why=str(error))


def _write(letter: Letter, outbox_id: int) -> Message:
    settings, entry, reader = current.settings(), letter.entry, letter.reader
    assert entry.card is not None
    stop = current.link(f"/unsubscribe/{unsubscribe.token(reader.id or 0, letter.stream)}")
    host = urlsplit(settings.address).hostname or "localhost"
    return letters.write(
        letter.to,
        "notifications/notice",
        language=reader.language,
        time_zone=reader.time_zone,
        outbox_id=outbox_id,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<{letter.stream}.{host}>",
        },
        sentence=_plain(entry.sentence),
        title="" if entry.code == "role.changed" else _plain(entry.card.title),
        text=_text(entry),
        url=current.link(entry.card.url),
        stream=str(STREAMS[letter.stream][0]),
        name=reader.name,
        unsubscribe_url=stop,
        settings_url=current.link("/settings/notifications"),
    )


def _text(entry: Entry) -> str:
    """What the letter quotes, with its paragraphs and lists: of a post the text itself, else what the inbox says."""
    ref = entry.card.ref if entry.card is not None and entry.quotes else None
    source = getattr(stewards.of(ref.kind).get(ref.id), "body", "") if ref and ref.kind in stewards.kinds() else ""
    return richtext.letter(source, TEXT_MOST) if source else entry.text


def _plain(text: str) -> str:
    """One line of visible characters: it stands in a header."""
    return "".join(char if char.isprintable() else " " for char in text)


def check() -> str:
    """For ``/readyz``: letters that could not leave yet."""
    waiting = outbox.failing(LETTERS)
    return f"{waiting} letters wait" if waiting else ""
