"""Letters about news, at once: ``notice_mail`` finds out whom to write to, ``notice_letter`` writes one letter.

Nothing waits for mail, and nothing is lost by it: while the server is away, letters wait in the outbox, without using
up their attempts, for as long as mail servers themselves would keep them. Every row is in the inbox anyway.
"""

import smtplib
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog

from portal.core import clock, jobs, mail, outbox
from portal.core.jobs import Item
from portal.core.mail import Message
from portal.notifications import queries, unsubscribe
from portal.notifications.queries.sending import Letter
from portal.notifications.streams import STREAMS
from portal.web import current, letters

log = structlog.get_logger()

LETTERS = ("notice_letter", "account_mail")
KEEP_TRYING = timedelta(days=5)
REST = timedelta(seconds=60)
_LONGEST = timedelta(hours=1)


class _Rest:
    """After a server did not answer, nobody asks it again for a minute: letters must not take up the whole worker."""

    def __init__(self) -> None:
        self._until: datetime | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        with self._lock:
            self._until = clock.now() + REST

    def end(self) -> None:
        with self._lock:
            self._until = None

    def on(self) -> bool:
        with self._lock:
            return self._until is not None and clock.now() < self._until


rest = _Rest()


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
        if letter is not None and message is not None:
            _deliver(letter, message, outbox_id)


def _deliver(letter: Letter, message: Message, outbox_id: int) -> None:
    age = clock.now() - letter.created_at
    wait = min(max(age, REST), _LONGEST)
    if rest.on():
        raise jobs.Later(wait, "the mail server rests")
    try:
        letters.send(message)
        rest.end()
    except mail.Refused as error:
        log.warning("notice_letter.refused", row=outbox_id, why=str(error))
    except OSError as error:
        if not isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
            rest.begin()
        if age > KEEP_TRYING:
            raise
        raise jobs.Later(wait, f"{type(error).__name__}: {error}") from error


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
        text=entry.text,
        url=current.link(entry.card.url),
        stream=str(STREAMS[letter.stream][0]),
        name=reader.name,
        unsubscribe_url=stop,
        settings_url=current.link("/settings/notifications"),
    )


def _plain(text: str) -> str:
    """One line of visible characters: it stands in a header."""
    return "".join(char if char.isprintable() else " " for char in text)


def check() -> str:
    """For ``/readyz``: letters that could not leave yet."""
    waiting = outbox.failing(LETTERS)
    return f"{waiting} letters wait" if waiting else ""
