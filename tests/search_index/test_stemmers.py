"""With and without the extra `fast` an English word has the same stem: an index may be read by a process of either kind."""

import pytest
from snowballstemmer.english_stemmer import EnglishStemmer

from tests.bench import vocabulary


def test_native_and_python_stems_are_the_same():
    native = pytest.importorskip("Stemmer").Stemmer("english")
    plain = EnglishStemmer()
    words = [f"{word}{ending}" for word in vocabulary.of("en").words[:1500] for ending in ("", "s", "ing", "ly", "ed")]
    assert [native.stemWord(word) for word in words] == [plain.stemWord(word) for word in words]
