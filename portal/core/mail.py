"""Mail: one message shape, and the ways out of the house named by ``PORTAL_MAIL_URL``.

``folder:`` (or ``folder:///some/where``) writes ``.eml`` files, readable by their owner only; ``smtp://``,
``smtp+starttls://`` and ``smtps://`` talk to a server. Only jobs of the worker send, and they commit before they do:
a slow server must not hold a transaction open.
"""

import os
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.config import Settings
from portal.core import clock

TIMEOUT = 20
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# Header lines end with CRLF on the wire and on disk; addresses and words outside ASCII are encoded, so any relay works.
# What is set raw leaves as it was set: the library would make an encoded word of a long address.
_POLICY = policy.SMTP.clone(cte_type="7bit", max_line_length=78, refold_source="none")
_RAW = frozenset({"list-unsubscribe", "list-unsubscribe-post"})  # read by machines: bare, on one line (RFC 2369, 8058)


class Refused(Exception):
    """The message will never be taken: a malformed address or header, or a server that says so for good."""


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to one address. ``message_id`` comes from the outbox row, so that a repeat can be recognised."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    message_id: str = ""


class Transport(Protocol):
    """A way out. ``send`` raises ``Refused`` when trying again is useless, ``OSError`` when it is not."""

    def send(self, mail: EmailMessage) -> None: ...


def send(settings: Settings, message: Message) -> None:
    """Send now. Raises ``Refused`` or ``OSError`` (``smtplib.SMTPException`` is one)."""
    transport(settings).send(compose(settings, message))


def message_id(settings: Settings, outbox_id: int, part: str = "") -> str:
    """The same id for the same outbox row, however often the row runs."""
    host = urlsplit(settings.address).hostname or "localhost"
    return f"<outbox-{outbox_id}{f'-{part}' if part else ''}@{host}>"


def compose(settings: Settings, message: Message) -> EmailMessage:
    """The letter as it leaves the house. Raises ``Refused`` rather than let a value start a header of its own."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(_one_line(settings.name), addr_spec=settings.mail_from)
    mail["To"] = _address(message.to)
    _say_subject(mail, _one_line(message.subject))
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = _one_line(message.message_id) or message_id(settings, 0, clock.now().strftime("%s%f"))
    mail["Auto-Submitted"] = "auto-generated"
    for name, value in message.headers.items():
        if name.lower() in _RAW and value.isascii():
            mail.set_raw(name, _one_line(value))  # type: ignore[attr-defined]
        else:
            mail[_one_line(name)] = _one_line(value)
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _say_subject(mail: EmailMessage, subject: str) -> None:
    """Encoded and folded here: the library lets a space between two encoded words fall away where it ends a line."""
    if subject.isascii():
        mail["Subject"] = subject
    else:
        mail.set_raw("Subject", Header(subject, "utf-8", 76, "Subject").encode())  # type: ignore[attr-defined]


def _one_line(value: str) -> str:
    """A header value that stays one line also after decoding: an encoded word would be unpacked by the mail library,
    line breaks and all, so nobody but the library may begin one."""
    if len(value.splitlines()) > 1 or any(ord(char) < 0x20 or char == "\x7f" for char in value):
        raise Refused(f"a header with a line break: {value[:40]!r}")
    return value.replace("=?", "= ?")


def _address(text: str) -> Address:
    """One bare address, no display name, no list."""
    if any(char in text for char in ',;<>"() \t'):
        raise Refused("not one address")
    try:
        return Address(addr_spec=_one_line(text))
    except (ValueError, IndexError, UnicodeError) as error:
        raise Refused(f"not an address: {type(error).__name__}") from None


def transport(settings: Settings) -> Transport:
    """The way out that ``PORTAL_MAIL_URL`` names."""
    url = urlsplit(settings.mail_url)
    if url.scheme == "folder":
        return Folder(folder(settings) or settings.data_dir)
    return Smtp(
        scheme=url.scheme,
        host=url.hostname or "localhost",
        port=url.port or _PORTS[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
    )


def folder(settings: Settings) -> Path | None:
    """Where letters lie when they are kept in a folder; None when they go to a server."""
    url = urlsplit(settings.mail_url)
    if url.scheme != "folder":
        return None
    return Path(unquote(url.path)) if url.path else settings.data_dir / "mail"


@dataclass(frozen=True)
class Folder:
    """Each letter a file, whole or not at all; the same Message-ID makes the same file."""

    path: Path

    def send(self, mail: EmailMessage) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = "".join(char if char.isalnum() or char in "-_" else "_" for char in str(mail["Message-ID"]).strip("<>"))
        beside = self.path / f".{name}.{os.getpid()}.tmp"
        with suppress(FileNotFoundError):
            beside.unlink()
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(mail.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path / f"{name[:180]}.eml")


@dataclass(frozen=True)
class Smtp:
    """A server. Every step ends after ``TIMEOUT`` seconds."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    def send(self, mail: EmailMessage) -> None:
        try:
            with self._connect() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= 500 for code, _ in error.recipients.values()):
                raise Refused("the server refuses this address") from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code >= 500:
                raise Refused(f"the server refuses this letter: {error.smtp_code}") from error
            raise

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        if self.scheme == "smtp+starttls":
            try:
                server.starttls(context=context)
            except Exception:
                server.close()
                raise
        return server


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter that lies in the folder. ``text`` is only filled when one letter is read."""

    name: str
    to: str
    subject: str
    at: datetime
    text: str = ""


def letters(path: Path, limit: int) -> list[Kept]:
    """The newest letters of the folder, without their text."""
    found = sorted(path.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns, reverse=True)[:limit]
    return [_kept(each, whole=False) for each in found]


def letter(path: Path, name: str) -> Kept | None:
    """One letter by the name that ``letters`` gave; None for anything else."""
    known = {each.name: each for each in path.glob("*.eml")}
    return _kept(known[name], whole=True) if name in known else None


def _kept(path: Path, *, whole: bool) -> Kept:
    with path.open("rb") as file:
        mail = BytesParser(policy=policy.default).parse(file, headersonly=not whole)
    body = mail.get_body(("plain",)) if whole and isinstance(mail, EmailMessage) else None
    return Kept(
        name=path.name,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        text=str(body.get_content()) if body is not None else "",
    )
