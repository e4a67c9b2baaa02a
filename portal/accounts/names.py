"""Names that cannot be mistaken for the team's, nor quietly for each other's (promise R14).

``skeleton`` is how a name looks when letters of other scripts that look Latin are folded; ``key`` folds further
(figures for letters, ``rn`` for ``m``, gaps) and is only used to compare with the team and with reserved words.
Not caught, and known: words that merely sound official, and pictures made of ordinary letters.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from flask_babel import gettext as _

from portal.accounts import queries
from portal.core.errors import Invalid
from search_index.composing import composed

LEAST, MOST = 2, 60
# Words, and beginnings of words, that only the team may carry. Compared after folding, so lookalikes are caught too.
_WHOLE = ("staff", "team", "команда", "персонал", "официально", "офіційно", "official", "бот поддержки", "root")
_BEGINNING = (
    "admin", "administrator", "support", "moderator", "helpdesk", "sysadmin", "webmaster",
    "админ", "администратор", "поддержка", "поддержки", "техподдержка", "модератор", "служба поддержки",
    "адмін", "адміністратор", "підтримка", "підтримки", "техпідтримка", "служба підтримки",
)  # fmt: skip
_PUNCTUATION = frozenset(" -'’.,_&()·ʼ")
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")  # fillers that are letters by category
_TOGETHER = frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
_FIGURES = str.maketrans({"0": "o", "1": "i", "l": "i", "3": "e", "5": "s", "і": "i", "ӏ": "i"})


def tidy(name: str) -> str:
    """One form of writing (NFKC) and single blanks."""
    return " ".join(composed(name, "NFKC").split())


def unseen(char: str) -> bool:
    """Control, format, direction, variation, tag and filler characters: they change a name without showing."""
    return (
        unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        or char in _UNSEEN
        or 0xFE00 <= ord(char) <= 0xFE0F
        or 0xE0000 <= ord(char) <= 0xE01EF
    )


@cache
def _lookalikes() -> dict[str, str]:
    """A letter of another script -> the Latin letter it looks like. Built when a name is first checked."""
    from confusable_homoglyphs.confusables import confusables_data

    found = {}
    for char, others in confusables_data.items():
        latin = sorted(other["c"] for other in others if len(other["c"]) == 1 and other["c"].isascii())
        letters = [other for other in latin if other.isalpha()]
        if len(char) == 1 and not char.isascii() and letters:
            same_case = [each for each in letters if each.isupper() == char.isupper()]
            found[char] = (same_case or letters)[0]
    return found


def skeleton(name: str) -> str:
    """What the eye keeps: no case, no accents, no unseen characters, Latin for what looks Latin. Idempotent."""
    return _fold(tidy(name).casefold())


def _fold(text: str) -> str:
    table = _lookalikes()
    for _round in range(3):  # a lookalike may itself have an accent that only then comes apart
        plain = unicodedata.normalize("NFKD", text).casefold()
        shown = (char for char in plain if not unseen(char) and not unicodedata.combining(char))
        text = "".join(table.get(char, char) for char in shown).casefold()
    return " ".join(text.split())


def key(name: str) -> str:
    """``skeleton`` folded further, without gaps: equal keys can be taken for one another."""
    return _squash(skeleton(name))


def _squash(text: str) -> str:
    plain = "".join(char for char in text if char.isalnum()).translate(_FIGURES)
    return plain.replace("rn", "m").replace("vv", "w")


def _keys(name: str) -> set[str]:
    """Both orders of folding: a capital may look Latin where its small letter does not (В, Н)."""
    table = _lookalikes()
    by_capitals = "".join(table.get(char, char) for char in tidy(name))
    return {key(name), _squash(_fold(by_capitals.casefold()))}


@cache
def _reserved() -> tuple[frozenset[str], tuple[str, ...]]:
    whole = frozenset().union(*(_keys(word) for word in _WHOLE))
    return whole, tuple(sorted(set().union(*(_keys(word) for word in _BEGINNING))))


def reserved(name: str, also: Iterable[str] = ()) -> bool:
    """Does it claim to speak for the portal? ``also``: the portal's own name and the like."""
    whole, beginnings = _reserved()
    own = {mark for word in also for mark in _keys(word)}
    words = [mark for word in re.split(r"[^\w]+|_", tidy(name)) if word for mark in _keys(word)]
    marks = {*words, *_keys(name)}
    return any(mark in whole or mark in own or mark.startswith(beginnings) for mark in marks)


def mixed(name: str) -> bool:
    """Does one word mix scripts, as lookalikes do? Han, kana and the like go together."""
    from confusable_homoglyphs import categories

    for word in re.split(r"[^\w]+|_", tidy(name)):
        scripts = set(categories.unique_aliases(word)) - {"COMMON", "INHERITED"}
        if len(scripts) > 1 and not scripts <= _TOGETHER:
            return True
    return False


def check(name: str, *, team: bool = False, person_id: int | None = None, portal_name: str = "") -> str:
    """A name that may be used, tidied. Raises ``Invalid`` with the reason. ``team`` may carry reserved words."""
    if any(unseen(char) for char in name):
        raise Invalid(_("A name cannot have invisible characters."), "name")
    name = tidy(name[: MOST * 4])  # a longer one is refused as well
    _check_letters(name)
    if mixed(name):
        raise Invalid(_("Please write each word of the name in one alphabet."), "name")
    if not team and reserved(name, [portal_name] if portal_name else []):
        raise Invalid(_("This name would look like the portal's team. Please choose another."), "name")
    _check_others(name, person_id)
    return name


def _check_letters(name: str) -> None:
    if not LEAST <= len(name) <= MOST:
        raise Invalid(_("A name has %(least)d to %(most)d characters.", least=LEAST, most=MOST), "name")
    if not any(char.isalpha() for char in name):
        raise Invalid(_("A name needs letters."), "name")
    if any(unicodedata.category(char)[0] not in "LMN" and char not in _PUNCTUATION for char in name):
        raise Invalid(_("A name can have letters, digits, spaces and simple punctuation."), "name")
    if re.search(r"(?:[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]){3}", unicodedata.normalize("NFD", name)):
        raise Invalid(_("A name can have letters, digits, spaces and simple punctuation."), "name")


def _check_others(name: str, person_id: int | None) -> None:
    marks = _keys(name)
    if any(key(other) in marks for number, other in queries.team_names() if number != person_id):
        raise Invalid(_("Somebody of the team has this name or one that looks like it."), "name")
    for other in queries.names_that_look_like(skeleton(name), person_id):
        if _accentless(other) != _accentless(name):
            raise Invalid(_("Somebody already has a name that looks the same in other letters."), "name")


def _accentless(name: str) -> str:
    """Алёна and Алена, Anna and ANNA are honest namesakes; Anna and Аnnа are not."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))
