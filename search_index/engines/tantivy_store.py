"""How documents lie in a tantivy index: words for finding, facts for narrowing and counting, weights for ranking.

Words come analysed and are written as keys between spaces, so that tantivy's own analysis has nothing to do. Its
BM25 only proposes candidates: a key stands as often as its field is worth. What decides their order, the ready
weights of `ranking.postings`, is stored beside them, a checksum of the key and a number each.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate, islice, repeat
from pathlib import Path
from struct import Struct
from sys import byteorder
from typing import NamedTuple
from zlib import crc32

import tantivy

from search_index import ranking
from search_index.columns import Facts, Group, row
from search_index.document import Document, Key
from search_index.scoring import Space

HEAP_SMALL, HEAP_LARGE = 15_000_000, 96_000_000  # bytes of postings in memory, of a batch and of a rebuild
_SIZE, _NAME = Struct("<I"), 4  # of stored weights: their number, bytes of a key's name
_FACTS = Struct("<qq?dd")  # id, votes, whether official, when made, what is lasting of its boost; then its group's word
_VOTES_AT_MOST = 1 << 22
# How often a key is written, by the 256th of its weight, so that BM25 sees about what `ranking.postings` gave it. Twice as
# often found nothing better and took a fifth longer to index.
_TIMES = [max(1, round(ranking.WEIGHTS.saturation * share / (256 - share))) for share in range(256)]


def schema() -> tantivy.Schema:
    """`lemma` and `raw` as in `scoring.Space`, `start` likewise; facts as whole terms; numbers side by side."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("lemma", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("raw", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("start", tokenizer_name="whitespace", index_option="basic")
    for name in ("ref", "author"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    for name in ("group", "topic"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("votes", "answers", "created", "by_votes"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("boost", fast=True)
    builder.add_bytes_field("row", stored=True)
    builder.add_bytes_field("facts", stored=True)
    builder.add_bytes_field("weights", stored=True)
    return builder.build()


def create(path: Path) -> None:
    """A new, empty index in the folder `path`. What is stored is not compressed: each search unpacks some twenty places
    of it, at 14 µs each."""
    tantivy.Index(schema(), str(path))
    settings = path / "meta.json"
    meta = json.loads(settings.read_bytes())
    meta["index_settings"] |= {"docstore_compression": "none", "docstore_blocksize": 4_096}
    settings.write_text(json.dumps(meta), encoding="utf-8")


def open_index(path: Path) -> tantivy.Index:
    """The index in `path`; it looks at the disk only when it is told to."""
    if not (path / "meta.json").is_file():
        raise FileNotFoundError(f"no index in {path}")
    index = tantivy.Index.open(str(path))
    index.config_reader("manual", 0)
    index.reload()
    return index


def ref(key: Key | tuple[str, int]) -> str:
    return f"{key[0]}:{key[1]}"


def plain(text: str) -> str:
    """`text` without what has no UTF-8 form (halves of surrogate pairs, which JSON may carry)."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


@lru_cache(maxsize=4_096)
def group_term(group: Group) -> str:
    """A group (see `columns.Group`) as one word of the index."""
    return json.dumps(group, ensure_ascii=False, separators=(",", ":"))


def _group(document: Document) -> Group:
    audience, state = plain(document.audience), plain(document.state)
    return Group(document.kind, audience, document.language, state, document.accepted)


def group_of(term: str) -> Group:
    return Group(*json.loads(term))


def micros(seconds: float) -> int:
    return int(seconds * 1_000_000)


def stored(document: Document, made: ranking.Postings) -> tantivy.Document:
    """`document`, of which `ranking.postings` made `made`, as tantivy keeps it."""
    fresh = tantivy.Document()
    _add_words(fresh, made)
    created = document.created_at.timestamp()
    votes = max(-_VOTES_AT_MOST, min(_VOTES_AT_MOST, document.votes))
    lasting = ranking.lasting(document.kind, document.accepted, document.official, document.votes)
    worth = 1.0 + (lasting + ranking.freshness(created, document.updated_at.timestamp()))
    fresh.add_text("ref", ref(document.key))
    group = _group(document)
    word = group_term(group)
    fresh.add_text("group", word)
    fresh.add_text("audience", group.audience)
    fresh.add_text("author", "=" + plain(document.author.lower()))
    for topic in dict.fromkeys(topic.lower() for topic in document.topics):
        fresh.add_text("topic", plain(topic))
    fresh.add_integer("votes", document.votes)
    fresh.add_integer("answers", document.answers)
    fresh.add_integer("created", micros(created))
    fresh.add_integer("by_votes", (votes << 40) + int(created * 10))
    fresh.add_float("boost", 2.0**worth - 1.0)  # tantivy takes the binary logarithm of one more
    fresh.add_bytes("row", row(document))
    facts = _FACTS.pack(document.id, document.votes, document.official, created, lasting)
    fresh.add_bytes("facts", facts + word.encode())
    fresh.add_bytes("weights", packed(made))
    return fresh


def facts_of(line: bytes, numbers: Mapping[str, int], now: float) -> Facts:
    """What is stored of a document as a row of `Columns`, but for topics, answers and author: those are asked of the
    index. `numbers` says the number of a group by its word, `now` are seconds since 1970."""
    number, votes, official, created, lasting = _FACTS.unpack_from(line)
    boost = 1.0 + (lasting + ranking.freshness(created, now))
    return numbers[line[_FACTS.size :].decode()], 0, 0, number, votes, 0, official, created, boost


def _add_words(fresh: tantivy.Document, made: ranking.Postings) -> None:
    """Keys of dictionary forms as often as they are worth, keys as written in their order, beginnings of titles."""
    fresh.add_text("lemma", _as_often(made.lemmas))
    for _, run in made.runs:
        fresh.add_text("raw", " ".join(run))
    for whole, _ in made.asides:  # it shares its place with its first part
        fresh.add_text("raw", whole)
    fresh.add_text("start", " ".join(made.starts))


def _as_often(weighed: ranking.Weighed) -> str:
    """The keys as often as their weights say."""
    keys = iter(weighed.keys)
    alike = ((" ".join(islice(keys, size)) + " ", weight) for weight, size in zip(*weighed[1:], strict=True))
    return "".join([text * _TIMES[int(weight * 256)] for text, weight in alike])


# What checksums begin with: by small numbers, words one letter apart would be taken for each other.
_SPACES: dict[Space, int] = {"lemma": crc32(b"l"), "raw": crc32(b"r"), "start": crc32(b"s")}


def _names(space: Space, keys: Iterable[str]) -> bytes:
    """What the keys of one space are called among the stored weights: a checksum each."""
    written = " ".join(keys).encode("utf-8", "replace").split()
    names = array("I", map(crc32, written, repeat(_SPACES[space])))
    if byteorder == "big":
        names.byteswap()
    return names.tobytes()


def packed(made: ranking.Postings) -> bytes:
    """The weights of a document: how many there are; these; where the names of the keys of each begin, and where the
    last of them end; the names; names without weight.

    Unsorted: a name is found among a few hundred by comparing bytes, which costs less than to sort them here.
    """
    weights, sizes = made.lemmas.weights + made.raws.weights, made.lemmas.sizes + made.raws.sizes
    table = _table(len(weights))
    places = accumulate([_NAME * size for size in sizes], initial=table.size)
    head = table.pack(len(weights), *weights, *places)
    names = _names("lemma", made.lemmas.keys), _names("raw", made.raws.keys), _names("start", made.starts)
    return b"".join((head, *names))


@cache
def _table(size: int) -> Struct:
    """The head of `size` stored weights."""
    return Struct(f"<I{size}f{size + 1}I")


class Weights(NamedTuple):
    """What `packed` made of the weights of one document, its head read."""

    stored: bytes
    weights: tuple[float, ...]
    places: tuple[int, ...]


def unpacked(stored_bytes: bytes) -> Weights:
    """Ready to be asked. Raises `struct.error` for what is too short."""
    (size,) = _SIZE.unpack_from(stored_bytes)
    _, *head = _table(size).unpack_from(stored_bytes)
    return Weights(stored_bytes, tuple(head[:size]), tuple(head[size:]))


def weighing(documents: Iterable[Weights], space: Space, key: str) -> tuple[array[int], array[float]]:
    """Which of `documents` hold `key`, by their place among them, and its weight in each."""
    name, weightless = _names(space, (key,)), space == "start"
    numbers, weights = array("I"), array("d")
    for number, (stored_bytes, worths, places) in enumerate(documents):
        begin, stop = (places[-1], len(stored_bytes)) if weightless else (places[0], places[-1])
        at = stored_bytes.find(name, begin, stop)
        while at > 0 and at % _NAME:  # not where a name begins
            at = stored_bytes.find(name, at + 1, stop)
        if at > 0:
            numbers.append(number)
            weights.append(1.0 if weightless else worths[bisect_right(places, at) - 1])
    return numbers, weights
