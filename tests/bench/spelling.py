"""How often the word that was meant comes first: ``python -m tests.bench.spelling [FOLDER OF DATA] [--half 1]``.

Words are drawn evenly from vocabularies of real texts and of word lists, one error a word, made by dice. Weights were
chosen looking at one half of the words (``--half 0``); the figures of docs/search.md are those of the other.
"""

import argparse
import json
import random
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from search_index.document import Document
from search_index.engine import SearchEngine, open_engine

NOW = datetime(2025, 1, 1, tzinfo=UTC)
PUBLIC = frozenset({"public"})
SCRIPTS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгдежзийклмнопрстуфхцчшщьюяіїєґ",
}
KEYS = {
    "en": "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\",
    "ru": "йцукенгшщзхъфывапролджэячсмитьбюё\\",
    "uk": "йцукенгшщзхїфівапролджєячсмитьбю'ґ",
}
_SAME = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))
_HISS = {"ж": "zh", "ч": "ch", "ш": "sh", "х": "kh", "ц": "ts"}
_SOFT = {"ь": "", "ъ": "", "'": "", "ё": "yo", "ы": "y", "э": "e", "й": "y"}
SCHEMES = {
    "ru": [
        _SAME | _HISS | _SOFT | {"щ": "shch", "ю": "yu", "я": "ya"},
        _SAME | _HISS | _SOFT | {"щ": "shch", "ю": "iu", "я": "ia", "й": "i", "ё": "e", "ъ": "ie"},
        _SAME | _HISS | _SOFT | {"щ": "sch", "ю": "ju", "я": "ja", "й": "j", "ё": "jo", "х": "h", "ц": "c", "ь": "'"},
        _SAME | _HISS | _SOFT | {"щ": "shh", "ю": "yu", "я": "ya", "й": "j", "х": "x", "ц": "cz", "ж": "zh"},
        _SAME | _HISS | _SOFT | {"щ": "sch", "ю": "yu", "я": "ya", "й": "i", "х": "h", "ц": "ts", "ж": "j", "ы": "i"},
    ],
    "uk": [
        _SAME | _HISS | _SOFT | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "й": "i", "є": "ie", "щ": "shch", "ю": "iu", "я": "ia"},
        _SAME | _HISS | _SOFT | {"ґ": "g", "и": "y", "і": "i", "ї": "yi", "є": "ye", "щ": "shch", "ю": "yu", "я": "ya"},
        _SAME | _HISS | _SOFT | {"ґ": "g", "и": "i", "і": "i", "ї": "ji", "й": "j", "є": "je", "щ": "sch", "ю": "ju", "я": "ja", "х": "h", "ц": "c"},
    ],
}  # fmt: skip
_OF_ENGLISH = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхи-клмнопкрстувв-йз", strict=True)) | {
    "j": "дж",
    "x": "кс",
}
PIECES = [
    ("sh", "ш"),
    ("ch", "ч"),
    ("ck", "к"),
    ("ee", "и"),
    ("oo", "у"),
    ("ph", "ф"),
    ("th", "т"),
    ("tion", "шен"),
    ("ay", "ей"),
    ("qu", "кв"),
]


def documents(data: Path) -> dict[str, list[Document]]:
    """Two libraries: of real texts in three languages, and of word lists (dense: nearly all forms of each word)."""
    return {"texts": list(_texts(data)), "lists": list(_lists(data))}


def _texts(data: Path) -> Iterator[Document]:
    number = 0
    for name, language in (("xquad-ru-dev", "ru"), ("xquad-en-dev", "en"), ("stackfaq-en-dev", "en")):
        for line in (data / "retrieval" / name / "corpus.jsonl").read_text().splitlines():
            number += 1
            row = json.loads(line)
            yield _document(number, row.get("title") or "", row["text"], language)
    for path in sorted((data / "kb").glob("**/*.md")):
        number += 1
        language = next((code for code in SCRIPTS if f"/{code}/" in str(path)), "en")
        yield _document(number, "", path.read_text(errors="replace"), language)


def _lists(data: Path) -> Iterator[Document]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dice = random.Random("lists")
    lists = {
        code: _column(data / "morphology" / f"snowball-{name}.voc-stem.tsv")
        for code, name in (("ru", "russian"), ("en", "english"))
    }
    lists["uk"] = dice.sample(sorted(DefaultDictionaryFactory().get_dictionary("uk")), 50_000)
    number = 0
    for language, listed in lists.items():
        words = [word.lower() for word in listed if re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)*", word)]
        dice.shuffle(words)
        words = words[:33_000]
        weights = [1 / rank for rank in range(1, len(words) + 1)]
        for start in range(0, len(words), 60):  # each word at least once, frequent ones in many documents
            number += 1
            yield _document(
                number, "", " ".join([*words[start : start + 60], *dice.choices(words, weights, k=60)]), language
            )


def _column(path: Path) -> list[str]:
    return [line.partition("\t")[0] for line in path.read_text().splitlines()]


def _document(number: int, title: str, body: str, language: str) -> Document:
    return Document("question", number, title[:150] or "-", body, language, "public", NOW, NOW)


def vocabulary(library: Iterable[Document], language: str) -> Counter[str]:
    """Words by how often they stand; names such as getElementById are no words."""
    word = re.compile(r"(?<![\w'])[^\W\d_](?:'?[^\W\d_])+(?![\w'])")
    letters = re.compile(rf"[{SCRIPTS[language]}]+(?:'[{SCRIPTS[language]}]+)*")
    found: Counter[str] = Counter()
    for each in library:
        if each.language == language:
            plain = (match for match in word.findall(f"{each.title} {each.body}") if match[1:].islower())
            found.update(each for each in map(str.lower, plain) if letters.fullmatch(each))
    return found


def mistyped(dice: random.Random, word: str, language: str) -> str:
    place, kind, letter = dice.randrange(len(word)), dice.randrange(4), dice.choice(SCRIPTS[language])
    if kind == 0:
        return word[:place] + letter + word[place:]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + letter + word[place + 1 :]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def other_layout(dice: random.Random, word: str, language: str) -> str:
    to = "en" if language != "en" else dice.choice(("ru", "uk"))
    return word.translate(str.maketrans(KEYS[language], KEYS[to]))


def other_script(dice: random.Random, word: str, language: str) -> str:
    if language != "en":
        scheme = dice.choice(SCHEMES[language])
        return "".join(scheme.get(letter, letter) for letter in word)
    for piece, cyrillic in PIECES:
        word = word.replace(piece, cyrillic)
    return "".join(_OF_ENGLISH.get(letter, letter) for letter in word)


def first(
    engine: SearchEngine, words: list[str], known: frozenset[str], spoil: Callable[[str], str]
) -> tuple[int, int, int, list[float], list[tuple[str, str, str]]]:
    """How many were tried, came first, came at all; CPU milliseconds of each; those that were missed."""
    tried = right = among = 0
    times, missed = [], []
    for word in words:
        typed = spoil(word)
        if typed == word or typed in known:
            continue
        tried += 1
        began = time.process_time()
        offered = [each.text for each in engine.correct(typed, PUBLIC, limit=5)]
        times.append((time.process_time() - began) * 1000)
        right += offered[:1] == [word]
        among += word in offered
        if offered[:1] != [word]:
            missed.append((word, typed, " ".join(offered[:3])))
    return tried, right, among, sorted(times), missed


KINDS = {"one error": mistyped, "layout": other_layout, "script": other_script}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--half", type=int, default=1)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--show", type=int, default=0, help="this many of the missed ones")
    options = parser.parse_args()
    for name, library in documents(options.data).items():
        engine = open_engine("memory:", Path())
        engine.rebuild(library)
        known = {language: vocabulary(library, language) for language in SCRIPTS}
        every = frozenset().union(*known.values())
        print(f"{name}: {len(library)} documents, {sum(map(len, known.values()))} forms")
        for kind, spoil in KINDS.items():
            for language, counted in known.items():
                dice = random.Random(f"{name} {kind} {language} {options.half}")
                half = sorted(w for w in counted if len(w) > 4 and zlib.crc32(w.encode()) % 2 == options.half)
                words = dice.sample(half, min(options.words, len(half)))
                tried, right, among, times, missed = first(
                    engine, words, every, lambda w, d=dice, s=spoil, c=language: s(d, w, c)
                )
                print(
                    f"  {kind:<10}{language}  first {right / tried:.3f}  offered {among / tried:.3f}  of {tried}  p50 {times[len(times) // 2]:.1f} p95 {times[len(times) * 95 // 100]:.1f} ms"
                )
                for row in missed[: options.show]:
                    print("     ", *row)


if __name__ == "__main__":
    main()
