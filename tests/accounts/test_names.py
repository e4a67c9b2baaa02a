"""Promise R14: names cannot imitate the team, nor each other in other letters."""

import json
from contextlib import suppress

import pytest

from portal.accounts import addresses, names
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.slugs import slug_latin
from tests.cast import make_person
from tests.realdata import real_data


def refused(name):
    try:
        names.check(name)
    except Invalid:
        return True
    return False


@pytest.mark.parametrize(
    "name",
    ["Carla's friend", "Алёна", "Алена", "Їжак Степан", "Anna-Maria O’Neil", "Андрій", "Ваня 2", "李小龍", "Badminton",
     "Staffan", "Jörg", "Admiral", "Команданте", "やまだ 太郎"],
)  # fmt: skip
def test_honest_names(cast, name):
    assert names.check(name) == name


@pytest.mark.parametrize(
    "name",
    ["Admin", "admin2", "аdmin", "ADMIN", "Адмін", "администратор", "Support", "S U P P O R T", "Ѕupport", "supp0rt",
     "adm1n", "Техподдержка", "Підтримка порталу", "Модератор", "rnoderator", "Stella", "STELLA", "Stе11a", "5tella",
     "Stel1a", "St\u200bella", "Stella\u202e", "Ada\ufe0f", "Anna✓", "a\u0301\u0301\u0301\u0301", "12", "\u2800\u2800"],
)  # fmt: skip
def test_imitations(cast, name):
    assert refused(name)


def test_lookalikes_of_each_other(cast):
    make_person("Oca", skeleton=names.skeleton("Oca"))
    make_person("Алена", skeleton=names.skeleton("Алена"))
    db.session.flush()
    assert refused("Оса"), "the same to the eye in other letters"
    assert not refused("Oca"), "namesakes are no imitation"
    assert not refused("Алёна")


@pytest.mark.data
def test_the_list_of_spoofs(cast):
    checked = 0
    for line in real_data("attacks", "unicode_spoof.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        spoof, original = case["b"], case["a"]
        assert names.skeleton(names.skeleton(spoof)) == names.skeleton(spoof), case
        assert slug_latin(spoof), case
        if case["class"] in {"invisible", "bidi"}:
            assert refused(spoof), case
        if original in {"admin", "support"}:
            assert refused(spoof), case
        if "mixed script" in case["must"]:
            assert refused(spoof), case
        if case["class"] == "nfkc" and spoof.isalnum():
            assert names.skeleton(spoof) == names.skeleton(original), case
        if "must not equal" in case["must"]:
            assert names.skeleton(spoof) != names.skeleton(original), case
        checked += 1
    assert checked > 40


def test_the_control_without_the_check(cast):
    """What plain lower case would let through."""
    assert "аdmin".lower() != "admin"
    assert refused("аdmin")


@pytest.mark.parametrize("spoof", ["m\u0131ke@example.org", "mike@ex\u0430mple.org", "\u212aate@example.org"])
def test_addresses_do_not_fold_together(spoof):
    with suppress(Invalid):
        assert addresses.tidy(spoof) not in {"mike@example.org", "kate@example.org"}


def test_addresses_have_one_form():
    assert addresses.tidy(" A.B+tag@EXAMPLE.org ") == "a.b+tag@example.org"
