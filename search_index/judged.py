"""Judged sets: texts, queries and which texts answer which query, read from a folder of three files.

`corpus.jsonl` {id, title, text}, `queries.jsonl` {id, text}, `qrels.tsv` with the columns query_id, doc_id, relevance
(above 0 is relevant). Whatever is wrong with them is told with the file and the line.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from search_index.analysis import detect_language
from search_index.document import Document, Language

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_JUDGEMENT = ("query_id", "doc_id", "relevance")


class BadSet(ValueError):
    """The folder is no judged set; the text names file and line."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """`judged[query id][document number]` is the relevance, above 0 where relevant."""

    documents: list[Document]
    queries: dict[str, str]
    judged: dict[str, dict[int, float]]


def load(folder: Path, language: Language | None = None) -> JudgedSet:
    """Read a set; documents are questions numbered in order, in `language` or what each shows. Raises `BadSet`.

    Queries without a relevant document are left out, as are judgements of documents that are not in the corpus.
    """
    numbers: dict[str, int] = {}
    documents = []
    for place, line in _objects(folder / "corpus.jsonl", ("id", "title", "text")):
        if line["id"] in numbers:
            raise BadSet(f"{place}: the id {line['id']!r} came before")
        number = numbers[line["id"]] = len(numbers) + 1
        spoken = language or detect_language(f"{line['title']} {line['text']}")
        documents.append(Document("question", number, line["title"], line["text"], spoken, "public", _EPOCH, _EPOCH))
    judged: dict[str, dict[int, float]] = defaultdict(dict)
    for query, document, relevance in _judgements(folder / "qrels.tsv"):
        if relevance > 0 and document in numbers:
            judged[query][numbers[document]] = relevance
    queries = {
        line["id"]: line["text"]
        for _, line in _objects(folder / "queries.jsonl", ("id", "text"))
        if line["id"] in judged
    }
    if not queries:
        raise BadSet(f"{folder / 'qrels.tsv'}: no query of queries.jsonl has a relevant document of corpus.jsonl")
    return JudgedSet(documents, queries, dict(judged))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """(file and line to be named in errors, text) of every line that is not blank."""
    try:
        written = path.read_bytes()
    except OSError as error:
        raise BadSet(f"{path}: {error.strerror or error}") from error
    for number, line in enumerate(written.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        place = f"{path}, line {number}"
        try:
            text = line.decode("utf-8").rstrip("\r")
        except UnicodeDecodeError as error:
            raise BadSet(f"{place}: not UTF-8") from error
        if text.strip():
            yield place, text


def _objects(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every line as a JSON object with texts (or numbers) under `names`."""
    for place, text in _lines(path):
        try:
            read = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadSet(f"{place}: not JSON ({error})") from error
        if not isinstance(read, dict):
            raise BadSet(f"{place}: not a JSON object")
        for name in names:
            if not isinstance(read.get(name), str | int):
                raise BadSet(f"{place}: {name!r} is {'not a text' if name in read else 'missing'}")
        yield place, {name: str(read[name]) for name in names}


def _judgements(path: Path) -> Iterator[tuple[str, str, float]]:
    lines = list(_lines(path))
    header = lines[0][1].split("\t") if lines else []
    if missing := [name for name in _JUDGEMENT if name not in header]:
        raise BadSet(f"{path}, line 1: the columns must be {', '.join(_JUDGEMENT)}; missing: {', '.join(missing)}")
    columns = [header.index(name) for name in _JUDGEMENT]
    for place, text in lines[1:]:
        fields = next(csv.reader([text], delimiter="\t"))
        try:
            query, document, relevance = (fields[column] for column in columns)
            yield query, document, float(relevance)
        except (IndexError, ValueError) as error:
            raise BadSet(f"{place}: not {len(header)} columns with a number for relevance") from error
