"""Words are stemmed by several threads of one server at a time."""

import sys
import threading

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer

from search_index import lemmas

WORDS = [f"{root}{ending}" for root in ("amend", "abject", "asper", "publish") for ending in ("ments", "sions", "ing")]


@pytest.fixture
def impatient():
    """Threads take turns within a word, not only after many."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_no_thread_reads_the_word_of_another(impatient, monkeypatch):
    """The stemmer without native code keeps the word in itself: one for all threads mixed up a word in ten."""
    monkeypatch.setattr("snowballstemmer.stemmer", lambda _name: EnglishStemmer())
    monkeypatch.setattr(lemmas, "_english", type(lemmas._english)())
    right = {word: lemmas.english.__wrapped__(word) for word in WORDS}
    wrong = []

    def read() -> None:
        for word in WORDS * 40:
            try:
                if (got := lemmas.english.__wrapped__(word)) != right[word]:
                    wrong.append((word, got))
            except IndexError as error:
                wrong.append((word, error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
