"""The id of a search on its way: a signed word in the addresses of its results (``?s=…``), in the ask form and in
“this solved it”. Signed, so that nobody fills the log with ids of their own; it says nothing of who searched."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

FIELD = "s"  # in addresses and forms
LIVES = timedelta(hours=24)
ID, STAMP, SEAL = 9, 4, 5  # bytes; together 24 characters
LENGTH = 24
LAST_POSITION = 1_000


@dataclass(frozen=True, slots=True)
class Trail:
    """``word`` is the whole signed text, ``id`` the random part that the log knows, ``position`` that of a result."""

    word: str
    id: str
    position: int | None = None


_secret: list[bytes] = [b""]


def wire(secret: str) -> None:
    """What ids are signed with; called once by ``wiring.py``."""
    _secret[:] = [secret.encode()]


def begin(now: datetime) -> Trail:
    """A new search."""
    body = secrets.token_bytes(ID) + int(now.timestamp()).to_bytes(STAMP, "big")
    return _made(body + _seal(body), None)


def read(text: str, now: datetime) -> Trail | None:
    """What an address or a form brought back; None when it is not ours or a day old. Never raises."""
    word, dot, place = text[: LENGTH + 6].partition(".")
    if len(word) != LENGTH or not word.isascii() or (dot and not (place.isascii() and place.isdigit())):
        return None
    try:
        whole = urlsafe_b64decode(word)
    except ValueError:
        return None
    body, seal = whole[:-SEAL], whole[-SEAL:]
    age = now.timestamp() - int.from_bytes(body[ID:], "big")
    if len(whole) != ID + STAMP + SEAL or not hmac.compare_digest(seal, _seal(body)):
        return None
    if not -60 <= age <= LIVES.total_seconds():
        return None
    return _made(whole, min(int(place), LAST_POSITION) if place else None)


def _made(whole: bytes, position: int | None) -> Trail:
    word = urlsafe_b64encode(whole).decode()
    return Trail(word, word[:12], position)


def _seal(body: bytes) -> bytes:
    return hmac.digest(b"search trail\0" + _secret[0], body, "sha256")[:SEAL]
