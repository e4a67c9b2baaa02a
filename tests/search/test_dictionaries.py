"""A dictionary that cannot be read is named, and the others serve."""

import pytest
from structlog.testing import capture_logs

from portal.search import engine
from portal.search.dictionaries import Dictionaries
from search_index import analysis, lemmas


def missing():
    raise FileNotFoundError("words.dawg")


@pytest.fixture
def without_russian(monkeypatch):
    for kept in (lemmas.russian, analysis._forms):
        kept.cache_clear()
    monkeypatch.setattr(lemmas, "_russian", missing)
    monkeypatch.setattr(engine, "_dictionaries", Dictionaries())


def test_a_missing_dictionary_is_named(app, client, without_russian):
    state = app.extensions["portal.checks"]["search"]
    assert state() == ""
    with capture_logs() as lines:
        engine.get_ready()
        assert engine._dictionaries.read.wait(60)
    assert [(line["event"], line["language"], line["error"]) for line in lines] == [
        ("search.dictionary_unreadable", "ru", "FileNotFoundError('words.dawg')")
    ]
    assert state() == "the dictionary of ru cannot be read: FileNotFoundError"
    assert client.get("/readyz").json == {"ready": True, "degraded": ["search"]}


def test_the_other_languages_are_read_all_the_same(without_russian):
    assert list(analysis.load()) == ["ru"]
    assert analysis.terms("cards", "en") == ["card", "cards"]
    assert "питання" in analysis.terms("питання", "uk")
    with pytest.raises(FileNotFoundError):
        analysis.terms("карты", "ru")
