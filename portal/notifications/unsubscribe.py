"""The signed address in a letter: it stops one stream of one person, without signing in, for as long as the letter
lies about. It opens nothing else."""

import hashlib

from itsdangerous import BadSignature, URLSafeSerializer

from portal import config
from portal.core.errors import NotFound
from portal.notifications.streams import STREAMS
from portal.web import current


def _signer() -> URLSafeSerializer:
    key, how = config.secret_key(current.settings()), {"digest_method": hashlib.sha256}
    return URLSafeSerializer(key, salt="portal.notifications.unsubscribe", signer_kwargs=how)


def token(person_id: int, stream: str) -> str:
    return str(_signer().dumps([person_id, stream]))


def read(text: str) -> tuple[int, str]:
    """Person and stream. Raises ``NotFound`` for anything that was not signed here."""
    try:
        person_id, stream = _signer().loads(text[:300])
    except (BadSignature, ValueError, TypeError):
        raise NotFound("stream") from None
    if not isinstance(person_id, int) or stream not in STREAMS:
        raise NotFound("stream")
    return person_id, stream
