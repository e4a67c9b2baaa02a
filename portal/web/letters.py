"""Letters: a pair of templates rendered in the recipient's language and time zone, outside of any request.

``templates/emails/<name>.txt`` and ``.html`` extend ``emails/layout``; the block ``title`` of the text is the subject.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, g
from flask_babel import force_locale

from portal.core import jobs, mail
from portal.core.language import CODES
from portal.web import current
from portal.web.i18n import ZONES


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
