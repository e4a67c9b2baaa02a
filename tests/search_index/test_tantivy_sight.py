"""Who may see is told to tantivy in the cheapest words; all of them must mean the same."""

import pytest

pytest.importorskip("tantivy")

from search_index.engine import open_engine
from search_index.engines import tantivy_asking
from search_index.query import Query

from .corpus import DESK, EVERYONE, MEMBERS, STAFF, doc

COMPANIES = [
    doc("question", 100 + number, f"Карта компании {number}", audience=f"company:{number % 4}") for number in range(12)
]
READERS = [EVERYONE, MEMBERS, STAFF, None, frozenset({"public", "company:1"}), frozenset({"company:*"}), frozenset()]
CHOICES = [{}, {"kinds": ("case",)}, {"languages": ("uk",), "kinds": ("question",)}, {"accepted": True}]


def answers(folder):
    engine = open_engine("tantivy:", folder)
    return [engine.search(Query("карта", reader, **choice)) for reader in READERS for choice in CHOICES]


@pytest.mark.parametrize(("dear", "named"), [(50, 0), (0, 100), (10_000, 100)])
def test_it_finds_the_same_however_it_is_said(tmp_path, monkeypatch, dear, named):
    expected = open_engine("memory:", tmp_path)
    open_engine("tantivy:", tmp_path).rebuild([*DESK, *COMPANIES])
    expected.rebuild([*DESK, *COMPANIES])
    monkeypatch.setattr(tantivy_asking, "DEAR", dear)
    monkeypatch.setattr(tantivy_asking, "MOST_NAMED", named)
    wanted = [expected.search(Query("карта", reader, **choice)) for reader in READERS for choice in CHOICES]
    for ours, theirs in zip(answers(tmp_path), wanted, strict=True):
        assert (ours.total, ours.facets) == (theirs.total, theirs.facets)
        assert {hit[:2] for hit in ours.hits} == {hit[:2] for hit in theirs.hits}
