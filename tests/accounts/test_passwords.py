"""R9: length counts, composition does not; common ones are refused; Argon2id with enough memory."""

import pytest

from portal.accounts import passwords
from portal.core.errors import Invalid

FINE = (
    "correct horse battery staple", "violet tractor sings at dawn", "кава без цукру о шостій", "чайник поёт громче соседей",
    "nineteen!Owls!under!snow", "  spaces count as well  ", "🦉 совы не спят по ночам",
)  # fmt: skip
COMMON = (
    "password1234", "qwertyuiop123", "123456789012", "aaaaaaaaaaaaaa", "пароль123456", "qwerty123456", "йцукенгшщзхъ",
    "administrator1", "iloveyou2024!", "letmeinletmein",
)  # fmt: skip


@pytest.mark.parametrize("password", FINE)
def test_it_works(app, password):
    passwords.check(password)
    kept = passwords.hashed(password)
    assert passwords.matches(kept, password)
    assert not passwords.matches(kept, password + "x")


@pytest.mark.parametrize("password", COMMON)
def test_common_ones_are_refused(app, password):
    with pytest.raises(Invalid, match="guessed"):
        passwords.check(password)


def test_length(app):
    with pytest.raises(Invalid, match="12"):
        passwords.check("zebra tulip")
    with pytest.raises(Invalid, match="15"):
        passwords.check("zebra tulip 7k", role="staff")
    passwords.check("zebra tulip 7k")
    passwords.check("zebra tulip marmalade " * 5)
    with pytest.raises(Invalid, match="128"):
        passwords.check("zebra tulip 7k" * 10)


def test_about_oneself_is_refused(app):
    with pytest.raises(Invalid, match="guessed"):
        passwords.check("oksanakovalenko1", about=("Oksana Kovalenko", "oksana@example.org"))


def test_argon2id_with_enough_memory(app):
    kept = passwords.hashed("violet tractor sings at dawn")
    assert kept.startswith("$argon2id$")
    figures = dict(pair.split("=") for pair in kept.split("$")[3].split(","))
    assert (int(figures["m"]) >= 19 * 1024, int(figures["t"]) >= 2, figures["p"]) == (True, True, "1")
