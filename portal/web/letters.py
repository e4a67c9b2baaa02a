"""Letters: a pair of templates rendered in the recipient's language and time zone, outside of any request.

``templates/emails/<name>.txt`` and ``.html`` extend ``emails/layout``; the block ``title`` of the text is the subject.
"""

import smtplib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, g
from flask_babel import force_locale

from portal.core import clock, jobs, mail, outbox
from portal.core.language import CODES
from portal.web import current
from portal.web.i18n import ZONES

KEEP_TRYING = timedelta(days=5)  # as long as mail servers themselves keep a letter
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


@contextmanager
def reading_as(code: str, time_zone: str = "") -> Iterator[None]:
    """Words, numbers and times come out as this person reads them; unknown values give the portal's own."""
    settings = current.settings()
    with force_locale(code if code in CODES else settings.default_language):
        context = g._flask_babel
        before = getattr(context, "babel_tzinfo", None)
        context.babel_tzinfo = ZoneInfo(time_zone if time_zone in ZONES else settings.default_time_zone)
        try:
            yield
        finally:
            context.babel_tzinfo = before


def write(
    to: str,
    template: str,
    *,
    language: str = "",
    time_zone: str = "",
    outbox_id: int,
    part: str = "",
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> mail.Message:
    """Render ``emails/{template}.txt`` and ``.html``. ``part`` tells apart several letters of one outbox row."""
    settings = current.settings()
    context |= {"portal_name": settings.name, "portal_address": settings.address}
    with reading_as(language, time_zone):
        text = current_app.jinja_env.get_template(f"emails/{template}.txt")
        page = current_app.jinja_env.get_template(f"emails/{template}.html")
        subject = "".join(text.blocks["title"](text.new_context(context)))
        return mail.Message(
            to=to,
            subject=" ".join(subject.split()),
            text=text.render(context).strip() + "\n",
            html=page.render(context),
            headers=headers or {},
            message_id=mail.message_id(settings, outbox_id, part),
        )


def send(message: mail.Message) -> None:
    """Hand a letter to the way out, from a job. What the job has written is committed first, so that no transaction
    waits for a server. Raises ``mail.Refused`` (useless to try again) or ``OSError``."""
    jobs.settle()
    mail.send(current.settings(), message)


def deliver(message: mail.Message, *, outbox_id: int) -> None:
    """``send``, and while the server is away wait with it: no attempt is used up for five days. Raises ``jobs.Later``,
    ``mail.Refused``, and ``OSError`` at the end of the five days."""
    age = clock.now() - outbox.since(outbox_id)
    wait = min(max(age, REST), _LONGEST)
    if rest.on():
        raise jobs.Later(wait, "the mail server rests")
    try:
        send(message)
        rest.end()
    except mail.Refused:
        raise
    except OSError as error:
        if not isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError):
            rest.begin()
        if age > KEEP_TRYING:
            raise
        raise jobs.Later(wait, f"{type(error).__name__}: {error}") from error
