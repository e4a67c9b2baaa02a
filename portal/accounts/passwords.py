"""Passwords (promise R9): length counts, composition does not; what is easily guessed is refused; Argon2id.

The guesser is zxcvbn with its lists of leaked passwords and words, asked also for what a Russian or Ukrainian
keyboard would have typed, and told the words that anyone would try here: name, address, the portal's own name.
"""

import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.errors import Invalid
from portal.core.permissions import TEAM
from portal.web import current

MOST = 128
# Refused when it falls within this many guesses. Two known words and a figure come to a little over 10**8.
GUESSES = 3 * 10**8
_GUESSED_CHARS = 72  # what the guesser looks at; beyond that nothing is easily guessed
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("the password of nobody")
_OURS = (
    "пароль", "привет", "привіт", "любовь", "кохання", "наташа", "солнышко", "сонечко", "максим", "андрей", "андрій",
    "москва", "київ", "киев", "украина", "україна", "россия", "спасибо", "дякую", "мамочка", "ангел", "зайчик",
    "портал", "parol", "privet", "lyubov", "natasha", "ukraina", "moskva", "kyiv", "slava", "portal", "support",
    "correct horse",
)  # fmt: skip
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюіїєґ", "qwertyuiop[]asdfghjkl;'zxcvbnm,.s]'\\")


def _one_form(password: str) -> str:
    """The same letters typed on another machine give the same password. What is far too long is not looked at whole:
    to bring it into one form may cost the square of its length."""
    return unicodedata.normalize("NFKC", password[: MOST * 4])


def hashed(password: str) -> str:
    return _HASHER.hash(_one_form(password))


def matches(kept: str | None, password: str) -> bool:
    """Takes as long when there is nobody (``kept`` is None) as when there is."""
    try:
        right = _HASHER.verify(kept or _NOBODY, _one_form(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None and len(password) <= MOST


def rehashed(kept: str, password: str) -> str | None:
    """A new hash when ``kept`` was made with weaker parameters than today's."""
    return hashed(password) if _HASHER.check_needs_rehash(kept) else None


def least(role: str) -> int:
    """How long a password of this role must be."""
    settings = current.settings()
    return max(settings.password_min, settings.password_min_staff) if role in TEAM else settings.password_min


def too_short(password: str, role: str) -> bool:
    return len(_one_form(password)) < least(role)


def check(password: str, *, role: str = "member", about: Iterable[str] = (), field: str = "password") -> None:
    """Raises ``Invalid`` beside ``field`` with what to do better. ``about``: name, address: what others would try."""
    if too_short(password, role):
        number = least(role)
        text = ngettext("At least %(num)d character, please.", "At least %(num)d characters, please.", number)
        raise Invalid(text, field)
    if len(password) > MOST:
        raise Invalid(_("At most %(max)d characters, please.", max=MOST), field)
    if guessable(password, [*about, current.settings().name]):
        raise Invalid(_("This password is easily guessed. A few words that do not belong together are better."), field)


def guessable(password: str, about: Iterable[str] = ()) -> bool:
    """Would it fall to a list of common passwords, keyboard walks, dates, or words about this very person?"""
    from zxcvbn import zxcvbn  # its lists cost memory; most processes never need them

    known = [part for text in about for part in _parts(text)]
    typed = _one_form(password)[:_GUESSED_CHARS]
    for form in {typed, typed.lower().translate(_KEYS)}:
        if zxcvbn(form, user_inputs=[*known, *_OURS], max_length=_GUESSED_CHARS)["guesses"] < GUESSES:
            return True
    return False


def _parts(text: str) -> list[str]:
    words = text.replace("@", " ").replace(".", " ").replace("-", " ").lower().split()
    return [word for word in words if len(word) > 2]
