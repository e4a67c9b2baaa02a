"""``portal evaluate-search`` and ``portal analyse``, without a portal around them."""

import json

import pytest
from click.testing import CliRunner

from portal.cli.judging import KEYS, analyse, evaluate_search

from .test_judged import CORPUS, QRELS, QUERIES, write

pytestmark = pytest.mark.one_database


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "corpus.jsonl", *CORPUS)
    write(tmp_path, "queries.jsonl", *QUERIES)
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def run(command, *arguments, **settings):
    return CliRunner().invoke(command, [str(each) for each in arguments], **settings)


@pytest.mark.parametrize("engine", ["memory", "whoosh", "whoosh:", "tantivy"])
def test_it_works(folder, engine):
    result = run(evaluate_search, folder, "--engine", engine, "--json")
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert tuple(figures) == KEYS
    assert (figures["mrr@10"], figures["hit@10"], figures["ndcg@10"]) == (1.0, 1.0, 1.0)
    assert (figures["index_bytes"] > 0) == (engine != "memory")
    assert "documents: 2" in result.stderr


def test_figures_for_people(folder):
    lines = run(evaluate_search, folder, "--engine", "memory").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(KEYS)


def test_the_language_can_be_said(folder):
    assert run(evaluate_search, folder, "--engine", "memory", "--lang", "uk", "--json").exit_code == 0
    assert run(evaluate_search, folder, "--lang", "xx").exit_code == 2


def test_an_unknown_engine_is_told(folder):
    result = run(evaluate_search, folder, "--engine", "banana")
    assert result.exit_code == 1
    assert "no search engine is called 'banana'" in result.stderr


def test_a_bad_set_is_told_with_file_and_line(folder):
    write(folder, "queries.jsonl", QUERIES[0], "{")
    result = run(evaluate_search, folder, "--engine", "memory")
    assert result.exit_code == 1
    assert "queries.jsonl, line 2: not JSON" in result.stderr
    assert "corpus.jsonl: No such file" in run(evaluate_search, folder / "nowhere").stderr


def test_terms_of_each_line():
    result = run(analyse, "--lang", "uk", "--json", input="карткою\n\nERR_1234 карток\r\n")
    first, empty, last = map(json.loads, result.stdout.splitlines())
    assert empty == []
    assert set(first) & set(last)
    assert {"err_1234", "err", "1234"} < set(last)


def test_any_bytes_have_terms():
    result = run(analyse, "--json", input=b"\x00\xff\xfe \xd0\n\x1b[0m\n")
    assert result.exit_code == 0
    assert all(isinstance(json.loads(line), list) for line in result.stdout.splitlines())


def test_words_for_people():
    assert run(analyse, "--lang", "ru", input="карты").stdout == "карта карты\n"
