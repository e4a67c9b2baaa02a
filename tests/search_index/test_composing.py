"""A text is brought into one form at a cost that grows with its length, and ordinary texts lose nothing."""

import sys
import time
import unicodedata

import pytest

from search_index import tokens
from search_index.composing import MOST_MARKS, composed

CEILING = 1.0  # seconds of CPU; what grew with the square took more than a minute
ORDINARY = (
    "Tiếng Việt: người ta nói rằng đường đi khó, không khó vì ngăn sông cách núi",
    "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ",
    "कृपया प्रतीक्षा करें, हम आपकी क्षेत्रीय सेवा से संपर्क कर रहे हैं",
    "Чудо́вий приклад: ї, й, ё, ґ та Їжак 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 1️⃣ 🇺🇦",
    "إِنَّ مُحَمَّدًا رَسُولُ ٱللَّٰهِ 한국어 각 ガギグ ｶﾞｷﾞ",
)
FLOODS = ("\u0345\u0301", "\u0301", "\u0f73", "\u0344", "\uff9e", "\u0301\u0f71", "\U0001e94a\u0345", "\u3099\u0301")


@pytest.mark.parametrize("text", ORDINARY)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_ordinary_texts_stay_as_they_are(text, form):
    long = f"{unicodedata.normalize('NFD', text)}\n{text}\n" * 3
    assert composed(long, form) == unicodedata.normalize(form, long)


@pytest.mark.parametrize("unit", FLOODS, ids=ascii)
@pytest.mark.parametrize("form", ["NFC", "NFKC"])
def test_a_flood_of_marks_costs_little(unit, form):
    flood = "е" + unit * (700_000 // len(unit))
    began = time.process_time()
    found = composed(flood, form)
    assert time.process_time() - began < CEILING
    assert len(found) <= MOST_MARKS + 1
    assert composed(found, form) == found


@pytest.mark.parametrize("before", range(0, 64, 7))
def test_as_many_as_the_bound_stay_wherever_they_stand(before):
    run, ahead = "\u0323" * MOST_MARKS, "я" * before
    assert composed(f"{ahead}x{run}я") == f"{ahead}x{run}я"
    assert composed(f"{ahead}x{run}\u0323\u0323я x{run}\u0323!") == f"{ahead}x{run}я x{run}!"
    assert composed(run + "\u0323" * before) == run


def test_no_mark_stands_where_none_is_looked_for():
    first = (
        unicodedata.normalize("NFKD", chr(code))[0] for code in (*range(0x300), *range(0x20000, sys.maxunicode + 1))
    )
    assert not any(map(unicodedata.combining, first))


def test_the_tokens_of_a_flood_are_found_quickly():
    began = time.process_time()
    assert len(tokens.written("e" + "\u0345\u0301" * 45_000)) == 1
    assert time.process_time() - began < CEILING
