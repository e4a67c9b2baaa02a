"""Floors on judged sets of real texts. They catch a broken chain, not a difference of taste."""

import os
from pathlib import Path

import pytest

from search_index.engine import open_engine
from search_index.evaluate import evaluate, load, measures

# Beside the checkout (../shared/data), or higher up when this is a second working tree of it.
_PLACES = [parent / "shared" / "data" / "retrieval" for parent in Path(__file__).parents[3:]]
SETS = next((place for place in _PLACES if place.is_dir()), _PLACES[0])


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "measure", "floor"),
    [("xquad-ru-dev", "mrr@10", 0.92), ("xquad-en-dev", "mrr@10", 0.94), ("stackfaq-en-dev", "mrr@10", 0.86),
     ("cranfield-en", "ndcg@10", 0.51)],
)  # fmt: skip
def test_floor(name, measure, floor, tmp_path):
    folder = SETS / name
    if not folder.is_dir():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing(f"the judged set is not beside the checkout: {folder}")
    assert evaluate(open_engine("memory:", tmp_path), load(folder))[measure] >= floor


def test_measures():
    assert measures([5, 1], {1: 1.0}) == {"mrr@10": 0.5, "hit@10": 1.0, "ndcg@10": pytest.approx(0.6309, abs=1e-4)}
    assert measures([], {1: 1.0}) == {"mrr@10": 0.0, "hit@10": 0.0, "ndcg@10": 0.0}
