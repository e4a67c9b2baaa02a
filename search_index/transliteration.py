"""Words of one script written in the other: `karta` and `nalashtuvannia` for Cyrillic words, `логин` for a Latin one.

Many schemes are in use (the Ukrainian official one, passports, scientific, and what people type in chats), most of them
mixed, so text is not converted: it is read as a lattice, piece by piece, each piece as any of its possible letters, and
only readings that begin a word of the vocabulary are followed. Letters are those of keys: ё=е, є=е, ї=і, ґ=г.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable

MOST_STEPS = 3_000  # of one word; each is a look into an ordered list
LONGEST = 40  # letters
MOST_COST = 1.6
MOST_FOUND = 12

Table = dict[str, tuple[tuple[str, float], ...]]
_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-яёіїєґ]")


def _table(lines: str) -> Table:
    """`a: б .5 в` per line: the piece a may be the letters б (at a cost) or в (at none); `-` is nothing."""
    made: Table = {}
    for line in lines.strip().splitlines():
        piece, _, rest = line.strip().partition(": ")
        words, options = rest.split(), []
        for place, word in enumerate(words):
            if word[0] != ".":
                cost = float(words[place + 1]) if words[place + 1 : place + 2] and words[place + 1][0] == "." else 0.0
                options.append(("" if word == "-" else word, cost))
        made[piece] = tuple(options)
    return made


TO_CYRILLIC = _table("""
    a: а я .6
    b: б
    c: ц .05 к .2 с .3 ч .5
    č: ч
    ć: ч .1
    d: д
    e: е э .1
    ë: е
    è: е э
    f: ф
    g: г ж .6
    h: х г
    i: и і й .2 ы .4 ий .5
    ï: і
    j: й ж .2 дж .2 ь .4
    k: к х .7
    l: л
    m: м
    n: н
    o: о е .6 а .7
    p: п
    q: к .3 я .5
    r: р
    s: с з .7 ш .6
    š: ш
    ŝ: щ
    t: т
    u: у ю .4 в .7
    û: ю
    v: в
    w: в .1 ш .2 щ .3
    x: х кс
    y: и ы й і .2 ий .3 ый .3 у .6 ь .4
    z: з ж .6 ц .6
    ž: ж
    â: я
    1: і .5
    4: ч
    6: ш .2
    ': ь - ъ
    `: ь - ъ э .2
    ya: я
    ja: я
    ia: я
    yu: ю
    ju: ю
    iu: ю
    ye: е
    je: е э .1
    ie: е .1 ъе .1 ье .1
    yo: е йо ьо .1
    jo: е йо ьо .1
    io: е .1 йо ьо
    yi: і ий .2
    ji: і
    ii: ий .1 ій .1
    iy: ий ій ый .2
    yy: ый ий
    ij: ий ій ый .1
    yj: ый ий
    zh: ж
    kh: х
    ts: ц
    tc: ц .2
    tz: ц .2
    cz: ц
    ch: ч х .4
    tch: ч .1
    sh: ш
    shch: щ
    sch: щ ш .4
    shh: щ
    šč: щ
    zgh: зг
    ph: ф .3
    th: т .4 ф .6
    ck: к .2
    ee: и .3 і .3
    oo: у .3
    ea: и .4 і .4
    qu: кв .2
""")
TO_LATIN = _table("""
    а: a u .2 o .4 e .5 ar .6
    ай: ai .1 i .1 y .1 igh .2
    ау: au ou .1 ow .1
    б: b bb .1
    в: v w u .5 wh .3
    г: g h .1 gg .1 gh .3
    д: d dd .1
    дж: j g .1 dg .1 dge .2 dj .1
    е: e je .2 ye .2 ea .3 a .4 ie .3 i .5
    ей: ei .1 ey .1 a .2 ai .2 ay .2
    ж: zh j .1 g .2 s .3
    з: z s .1 zz .1 th .5
    зе: the .2
    и: i ee .1 ea .1 y .1 e .3 ie .2
    і: i ee .1 ea .1 y .1 e .3 ie .2
    ий: y .1 iy ij
    й: y j .1 i .1
    к: k c ck .05 ch .2 q .2 cc .1 kk .2 x .6
    ке: ke ca .4 ck .3
    кв: qu .1 kv
    кс: x ks cs .2 cks .2 cc .2
    кш: ction .3 ksh
    кшн: ction .1
    кшен: ction
    л: l ll .05 le .2
    м: m mm .05
    н: n nn .05 kn .3
    о: o a .2 oa .2 ow .2 au .3 aw .3 ou .4 u .5
    оу: ow .1 o .2 oa .2 ou
    п: p pp .05
    р: r rr .05 wr .3
    с: s c .05 ss .05 sc .2 ts .6 ps .4
    т: t tt .05 th .2 ed .6
    у: u oo .05 ou .1 w .1 o .3 ue .2
    уэ: we .1
    ф: f ff .05 ph .05
    х: h kh .1 ch .2 x .2
    ц: ts c .05 tz .1 z .1
    ч: ch tch .05 c .3
    ш: sh ch .3 s .3 ti .3
    шн: tion .1
    шен: tion
    жн: sion .1
    щ: shch sch .1 sh .2
    ъ: - '
    ы: y i .1 e .3 ies .3
    ь: - '
    э: e a .1 ae .2
    эй: a .1 ay .1 ey ei ai .1
    ю: yu ju u .1 iu .1 ew .1 you .1 ue .2 eu .1
    я: ya ja ia .05 ua .3
    йо: io yo jo
    ер: er ir .1 ur .1 or .2 ear .2
    ор: or ore .2 oar .3 our .2
""")
_SOFT = {"ь": 0.03, "ъ": 0.1}  # signs that most schemes leave out
_SILENT = {"e": 0.1}  # and a letter that English does not sound
_FOLD = str.maketrans({"ё": "е", "ї": "і", "є": "е", "ґ": "г", "’": "'", "ʼ": "'", "´": "'"})
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


def readings(typed: str, begins: Callable[[str], bool], is_word: Callable[[str], object]) -> list[tuple[str, float]]:
    """(word, cost) of the words that `typed` may be a transliteration of, the likeliest first.

    `begins` says whether any word begins so, which keeps the reading short; `is_word` whether a word is one. With
    `begins` for both, the beginnings of words are read.
    """
    text = typed.lower().translate(_FOLD)[:LONGEST]
    latin, cyrillic = bool(_LATIN.search(text)), bool(_CYRILLIC.search(text))
    if latin == cyrillic:
        return []
    table = TO_CYRILLIC if latin else TO_LATIN
    found: dict[str, float] = {}
    waiting: list[tuple[float, int, str]] = [(0.0, 0, "")]
    met: set[tuple[int, str]] = set()
    for _ in range(MOST_STEPS):
        if not waiting or len(found) >= MOST_FOUND:
            break
        cost, place, word = heapq.heappop(waiting)
        if (place, word) in met:
            continue
        met.add((place, word))
        if place == len(text) and is_word(word):
            found.setdefault(word, cost)
        for more, letters, further in _steps(text, place, word, table):
            if cost + more <= MOST_COST and begins(word + letters):
                heapq.heappush(waiting, (cost + more, further, word + letters))
    return list(found.items())


def _steps(text: str, place: int, word: str, table: Table) -> Iterable[tuple[float, str, int]]:
    """(cost, letters, place after) of each way to go on from `place`."""
    for length in range(1, min(4, len(text) - place) + 1):
        for letters, cost in table.get(text[place : place + length], ()):
            yield cost, letters, place + length
    if 0 < place < len(text) and text[place] == text[place - 1]:
        yield 0.4, "", place + 1  # a letter doubled in one script only
    if word and table is TO_CYRILLIC and word[-1] in _CONSONANTS:
        for sign, cost in _SOFT.items():
            if sign == "ь" or place < len(text):
                yield cost, sign, place
    elif word and table is TO_LATIN and word[-1] not in "aeiou":
        for silent, cost in _SILENT.items():
            yield cost, silent, place


_RUSSIAN = {"y": "ы", "i": "и", "h": "х", "c": "ц", "j": "й", "w": "в", "x": "х", "'": "ь"}
_UKRAINIAN = {"y": "и", "i": "і", "h": "г", "c": "ц", "j": "й", "w": "в", "x": "х", "'": ""}


def plain(typed: str) -> list[str]:
    """The most usual Russian and Ukrainian reading of a Latin text (or Latin one of a Cyrillic text), of any vocabulary."""
    text = typed.lower().translate(_FOLD)[:LONGEST]
    if _CYRILLIC.search(text):
        return [] if _LATIN.search(text) else [_greedy(text, TO_LATIN, {})]
    return list(dict.fromkeys(_greedy(text, TO_CYRILLIC, habits) for habits in (_RUSSIAN, _UKRAINIAN)))


def _greedy(text: str, table: Table, habits: dict[str, str]) -> str:
    made, place = "", 0
    while place < len(text):
        for length in range(min(4, len(text) - place), 0, -1):
            piece = text[place : place + length]
            if piece in habits or piece in table:
                made += habits[piece] if piece in habits else table[piece][0][0]
                break
        else:
            made += text[place]
            length = 1
        place += length
    return made
