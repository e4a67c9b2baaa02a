"""Floors on judged sets of real texts. They catch a broken chain, not a difference of taste."""

import pytest

from search_index.engine import open_engine
from search_index.evaluate import evaluate, measures
from search_index.judged import load

from ..realdata import real_data


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "measure", "floor"),
    [("xquad-ru-dev", "mrr@10", 0.92), ("xquad-en-dev", "mrr@10", 0.94), ("stackfaq-en-dev", "mrr@10", 0.86),
     ("cranfield-en", "ndcg@10", 0.51)],
)  # fmt: skip
def test_floor(name, measure, floor, tmp_path):
    read = load(real_data("retrieval", name))
    assert evaluate(open_engine("memory:", tmp_path), read)[measure] >= floor


def test_measures():
    assert measures([5, 1], {1: 1.0}) == {"mrr@10": 0.5, "hit@10": 1.0, "ndcg@10": pytest.approx(0.6309, abs=1e-4)}
    assert measures([], {1: 1.0}) == {"mrr@10": 0.0, "hit@10": 0.0, "ndcg@10": 0.0}
