"""What is read of a Whoosh index past Whoosh: blocks of postings, words of titles."""

import pytest
from whoosh.codec.whoosh3 import W3PostingsWriter, W3TermInfo
from whoosh.filedb.filestore import RamStorage

from search_index.engine import open_engine
from search_index.engines.whoosh_blocks import blocks
from search_index.engines.whoosh_starts import Starts, line
from search_index.engines.whoosh_store import WordField

from .corpus import DESK, EVERYONE, doc


def written(weights, *, values, blocklimit=4, compression=1):
    """A file with the postings of one word, and where they stand."""
    storage, info = RamStorage(), W3TermInfo()
    file = storage.create_file("postings")
    file.write(b"before")
    writer = W3PostingsWriter(file, blocklimit, compression=compression)
    writer.start_postings(WordField(values=values).format, info)
    for number, weight in enumerate(weights):
        writer.add_posting(number * 3, weight, b"%d" % number if values else b"")
    writer.finish_postings()
    file.close()
    return storage.open_file("postings"), info.extent()


@pytest.mark.parametrize("compression", [0, 1])
@pytest.mark.parametrize("weights", [[0.25, 0.5, 0.75] * 4, [1.0] * 9, [0.5] * 4, [0.5]])
def test_every_block_is_read(weights, compression):
    file, extent = written(weights, values=False, compression=compression)
    read = list(blocks(file, *extent))
    assert len(read) == -(-len(weights) // 4)
    assert [number for ids, _, _ in read for number in ids] == [3 * place for place in range(len(weights))]
    assert [weight for _, some, _ in read for weight in some] == weights


def test_values_come_with_them():
    file, extent = written([0.5] * 6, values=True)
    assert [value for _, _, values in blocks(file, *extent) for value in values] == [b"0", b"1", b"2", b"3", b"4", b"5"]


def test_other_bytes_are_no_postings():
    file, (offset, length) = written([0.5] * 6, values=False)
    with pytest.raises(ValueError, match="no postings"):
        next(blocks(file, offset - 1, length))


def test_title_words_of_a_segment():
    starts = Starts([line(["карта", "бонус"]), line([]), line(["карта", "\ud800"]), line(["а"])])
    assert list(starts.of("карта")) == [0, 2]
    assert list(starts.of("бонус")) == [0]
    assert list(starts.of("\ud800")) == [2]
    assert not any(map(len, map(starts.of, ("карт", "", "яяя", "карта бонус"))))


def test_suggestions_follow_every_segment(tmp_path):
    """A segment that an earlier generation has read is not read again; what was taken out of it is not offered."""
    engine = open_engine("whoosh:", tmp_path)
    engine.rebuild(DESK)
    before = {hit[:2] for hit in engine.suggest("карт", EVERYONE, limit=50)}
    engine.upsert([doc("question", 70, "Карта для гостей")])
    engine.delete([("question", 1)])
    after = {hit[:2] for hit in engine.suggest("карт", EVERYONE, limit=50)}
    assert after == before - {("question", 1)} | {("question", 70)}
