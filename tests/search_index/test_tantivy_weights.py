"""The weights that tantivy keeps of a document are those of its words and of no others."""

from datetime import UTC, datetime
from string import ascii_lowercase

import pytest

from search_index import ranking
from search_index.document import Document

store = pytest.importorskip("search_index.engines.tantivy_store")
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def made(title: str, body: str) -> ranking.Postings:
    return ranking.postings(Document("case", 1, title, body, "en", "public", NOW, NOW, topics=("cards",)))


def weights(of: ranking.Postings, space: str, keys) -> dict[str, float]:
    read = [store.unpacked(store.packed(of))]
    found = {key: store.weighing(read, space, key)[1] for key in keys}
    return {key: weight[0] for key, weight in found.items() if weight}


def test_each_key_has_its_own_weight():
    of = made("A mine of cards", "The net met nine mines, and the net fell: ERR_1234, net by net.")
    for space, known in (("lemma", of.lemmas), ("raw", of.raws)):
        assert weights(of, space, known.keys) == pytest.approx(dict(known.items()))
    assert weights(of, "start", of.starts) == dict.fromkeys(of.starts, 1.0)


def test_what_stands_in_one_space_is_not_found_in_another():
    """One letter apart, a checksum begun with a small number takes the one for the other."""
    of = made("", "ine " + " ".join(f"{letter}ine" for letter in ascii_lowercase[::2]))
    others = [f"{letter}ine" for letter in ascii_lowercase[1::2]]
    assert [weights(of, space, others) for space in ("lemma", "raw", "start")] == [{}, {}, {}]


def test_a_document_without_words_has_no_weights():
    assert (
        weights(made("", "")._replace(lemmas=ranking.Weighed([], [], []), raws=ranking.Weighed([], [], [])), "raw", "a")
        == {}
    )
