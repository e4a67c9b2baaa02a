"""The job ``account_mail``: letters about an account. The outbox row holds ids and addresses only; a secret is made
when its letter is written, so that no link that works lies about anywhere, and one that waited for the mail server
leads somewhere when it comes."""

from collections.abc import Callable, Sequence
from typing import Any

import structlog

from portal.accounts import queries, tokens
from portal.accounts.models import Person
from portal.core import mail
from portal.core.db import db
from portal.core.jobs import Item
from portal.core.mail import Message
from portal.web import current, letters

log = structlog.get_logger()
Payload = dict[str, Any]


def send(items: Sequence[Item]) -> None:
    """Write and send one letter (rows come one by one). A refusal for good ends the row; all else is tried again."""
    for outbox_id, payload in items:
        message = _LETTERS[payload["letter"]](outbox_id, payload)
        if message is None:
            continue
        try:
            letters.deliver(message, outbox_id=outbox_id)
        except mail.Refused as error:
            log.warning("account_mail.refused", row=outbox_id, letter=payload["letter"], why=str(error))


def _confirm(outbox_id: int, payload: Payload) -> Message | None:
    found = queries.registration_by_id(payload["registration_id"])
    if found is None or found.used_at is not None:
        return None
    owner = queries.by_email(found.email)
    if owner is not None:
        db.session.delete(found)
        return _to(owner, "accounts/already", outbox_id, url=current.link("/sign-in"), reset=current.link("/reset"))
    url = current.link(f"/confirm/{tokens.issue_for(found)}")
    return letters.write(
        found.email, "accounts/confirm", language=found.language, outbox_id=outbox_id, url=url, name=found.name
    )


def _reset(outbox_id: int, payload: Payload) -> Message | None:
    person = queries.by_email(payload["email"])
    if person is None or person.suspended_at is not None or person.email is None:
        return None
    secret = tokens.issue(person.id, "reset", person.email)
    return _to(person, "accounts/reset", outbox_id, url=current.link(f"/reset/{secret}"))


def _change_mail(outbox_id: int, payload: Payload) -> Message | None:
    person = queries.person(payload["person_id"])
    if person is None or person.suspended_at is not None:
        return None
    owner = queries.by_email(payload["email"])
    if owner is not None:
        return _to(owner, "accounts/already", outbox_id, url=current.link("/sign-in"), reset=current.link("/reset"))
    secret = tokens.issue(person.id, "change_mail", payload["email"])
    url = current.link(f"/address/{secret}")
    return _to(person, "accounts/change_mail", outbox_id, to=payload["email"], url=url)


def _mail_changed(outbox_id: int, payload: Payload) -> Message | None:
    person = queries.person(payload["person_id"])
    return _to(person, "accounts/mail_changed", outbox_id, to=payload["email"]) if person else None


def _password_changed(outbox_id: int, payload: Payload) -> Message | None:
    person = queries.person(payload["person_id"])
    if person is None or person.email is None:
        return None
    return _to(person, "accounts/password_changed", outbox_id, url=current.link("/reset"))


def _to(person: Person, template: str, outbox_id: int, to: str = "", **context: Any) -> Message:
    return letters.write(
        to or person.email or "",
        template,
        language=person.language,
        time_zone=person.time_zone,
        outbox_id=outbox_id,
        name=person.name,
        **context,
    )


_LETTERS: dict[str, Callable[[int, Payload], Message | None]] = {
    "confirm": _confirm,
    "reset": _reset,
    "change_mail": _change_mail,
    "mail_changed": _mail_changed,
    "password_changed": _password_changed,
}
