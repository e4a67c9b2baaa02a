"""Judged sets: a good one is read, and whatever is wrong with a bad one is told with file and line."""

import json

import pytest

from search_index.judged import BadSet, load

CORPUS = [
    {"id": "a", "title": "Карта", "text": "Как заменить карту"},
    {"id": 2, "title": "Бонуси", "text": "Де бонуси?"},
]
QUERIES = [{"id": "q1", "text": "замена карты"}, {"id": "q2", "text": "бонусів"}, {"id": "q3", "text": "ничего"}]
QRELS = "query_id\tdoc_id\trelevance\nq1\ta\t1\nq2\t2\t3\nq3\ta\t0\nq3\tgone\t1\n"


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "corpus.jsonl", *CORPUS)
    write(tmp_path, "queries.jsonl", *QUERIES)
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return tmp_path


def write(folder, name, *rows):
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / name).write_text(text, encoding="utf-8")


def test_it_works(folder):
    read = load(folder)
    assert [(each.id, each.language) for each in read.documents] == [(1, "ru"), (2, "uk")]
    assert read.queries == {"q1": "замена карты", "q2": "бонусів"}
    assert read.judged["q2"] == {2: 3.0}


def test_blank_lines_a_mark_of_byte_order_and_windows_lines_are_read(folder):
    (folder / "corpus.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps(CORPUS[0]).encode() + b"\r\n\r\n")
    assert len(load(folder, "en").documents) == 1


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [("corpus.jsonl", (CORPUS[0], "{"), "corpus.jsonl, line 2: not JSON"),
     ("corpus.jsonl", ("[]",), "corpus.jsonl, line 1: not a JSON object"),
     ("corpus.jsonl", (CORPUS[0], "", {"id": "b", "text": ""}), "line 3: 'title' is missing"),
     ("corpus.jsonl", ({**CORPUS[0], "text": None},), "line 1: 'text' is not a text"),
     ("corpus.jsonl", (CORPUS[0], CORPUS[0]), "line 2: the id 'a' came before"),
     ("corpus.jsonl", ("[" * 100_000,), "line 1: not JSON"),
     ("queries.jsonl", ({"id": "q1"},), "queries.jsonl, line 1: 'text' is missing"),
     ("queries.jsonl", ({"id": "q3", "text": "x"},), "no query of queries.jsonl has a relevant document"),
     ("qrels.tsv", ("query_id\tdoc_id",), "qrels.tsv, line 1: the columns must be"),
     ("qrels.tsv", ("",), "qrels.tsv, line 1: the columns must be"),
     ("qrels.tsv", ("query_id\tdoc_id\trelevance", "q1\ta\thigh"), "qrels.tsv, line 2"),
     ("qrels.tsv", ("query_id\tdoc_id\trelevance", "q1 a 1"), "qrels.tsv, line 2")],
)  # fmt: skip
def test_what_is_wrong_is_told(folder, name, rows, told):
    write(folder, name, *rows)
    with pytest.raises(BadSet, match=told.replace("[", "\\[")):
        load(folder)


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_and_one_that_is_no_text(folder, name):
    (folder / name).write_bytes(b"query_id\tdoc_id\trelevance\n\xff\xfe\n" if name == "qrels.tsv" else b"\xff")
    with pytest.raises(BadSet, match=f"{name}, line .: not UTF-8"):
        load(folder)
    (folder / name).unlink()
    with pytest.raises(BadSet, match=f"{name}: No such file"):
        load(folder)
