"""The browsers a person is signed in on: opening and ending them. Ending a row ends every copy of its cookie."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from portal.accounts import queries
from portal.accounts.models import Device, Person
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor, demand
from portal.web import current

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("YaBrowser", "Yandex"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def label(user_agent: str) -> str:
    """ "Firefox, Linux" from what the browser says of itself; '' when it says nothing known."""
    found = [next((name for mark, name in table if mark in user_agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(word for word in found if word)


def open_device(person_id: int, *, user_agent: str = "") -> str:
    """A new session row, and a visit; gives the session id, which is kept nowhere but in the cookie."""
    sid, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        Device(
            person_id=person_id,
            digest=queries.digest(sid),
            label=label(user_agent),
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=current.settings().session_days),
        )
    )
    db.session.execute(delete(Device).where(Device.person_id == person_id, Device.expires_at <= now))
    db.session.execute(update(Person).where(Person.id == person_id).values(last_seen_at=now))
    return sid


def end_device(actor: Actor, *, device_id: int) -> None:
    """Sign the actor out there. Raises ``NotFound`` for a device of somebody else."""
    demand(actor, "account.settings")
    done = db.session.execute(delete(Device).where(Device.id == device_id, Device.person_id == actor.id))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound("device")


def end_other_devices(actor: Actor) -> int:
    """Sign out everywhere but here; gives how many."""
    demand(actor, "account.settings")
    others = delete(Device).where(Device.person_id == actor.id, Device.id != (actor.session_id or 0))
    return int(db.session.execute(others).rowcount)  # type: ignore[attr-defined]


def end_all(person_id: int) -> None:
    """The password, the role or the standing of the account changed: every session ends, on every worker."""
    db.session.execute(delete(Device).where(Device.person_id == person_id))


def expire_all(person_id: int) -> None:
    """As ``end_all``; the rows stay behind for a while, dead, so that whoever holds a cookie can be told why."""
    db.session.execute(update(Device).where(Device.person_id == person_id).values(expires_at=clock.now()))
