"""Every string in ru and uk, plural forms right, placeholders kept, no word of another language left behind."""

import io
import re
from collections import defaultdict

import pytest
from babel.messages.pofile import read_po

from portal.paths import TEMPLATES, TRANSLATIONS
from portal.web import catalogues
from tests.house.sources import PORTAL

pytestmark = pytest.mark.one_database
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def messages():
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        code = path.parts[-3]
        for message in read_po(io.BytesIO(path.read_bytes()), locale=code):
            if message.id:
                yield code, path.stem, message


def test_nothing_is_missing():
    assert catalogues.missing(TRANSLATIONS, PORTAL, TEMPLATES) == []


def test_placeholders_are_kept():
    wrong = []
    for code, domain, message in messages():
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings:
            if string and set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(sources[-1])):
                wrong.append(f"{code}/{domain}: {sources[-1]!r} -> {string!r}")
    assert wrong == []


def test_letters_fit_the_language():
    foreign = {"ru": re.compile("[іїєґІЇЄҐ]"), "uk": re.compile("[ыэёъЫЭЁЪ]")}
    names = {"Українська", "Русский", "українською", "русском"}
    wrong = []
    for code, domain, message in messages():
        for string in message.string if isinstance(message.string, tuple) else (message.string,):
            if string and foreign[code].search(string) and not any(name in string for name in names):
                wrong.append(f"{code}/{domain}: {string!r}")
    assert wrong == []


def test_a_gap_is_found(tmp_path):
    """The control: a catalogue with nothing in it must be reported."""
    assert catalogues.missing(tmp_path, PORTAL, TEMPLATES)


def test_every_kind_of_catalogue_has_three_forms():
    for code, domain, message in messages():
        if message.pluralizable:
            assert len(message.string) == 3, f"{code}/{domain}: {message.id}"


def test_one_message_has_one_translation():
    """The domains become one table at run time: of two translations of one message, one would be lost. A word with
    two meanings gets a context (``pgettext``)."""
    found = defaultdict(lambda: defaultdict(list))
    for code, domain, message in messages():
        singular = message.id[0] if isinstance(message.id, tuple) else message.id
        found[code, message.context, singular][message.string].append(domain)
    assert {key: dict(strings) for key, strings in found.items() if len(strings) > 1} == {}


def test_words_of_the_glossary():
    """Words that stand for something else here, or beside the one word that was chosen for a thing."""
    beside = {
        "ru": re.compile("редакци|дубликат|знаков\\b", re.IGNORECASE),
        "uk": re.compile("запитанн|запитань|редакці|дублікат|знаків\\b", re.IGNORECASE),
    }
    wrong = []
    for code, domain, message in messages():
        for string in message.string if isinstance(message.string, tuple) else (message.string,):
            if string and beside[code].search(string):
                wrong.append(f"{code}/{domain}: {string!r}")
    assert wrong == []
