"""The postings of one word in one Whoosh segment, read at once.

Whoosh's own matcher reads a block in some twenty small pieces, each through several Python calls. This takes the whole
stretch of the file and goes through it in memory: the format of the pinned version, block by block

    length (4 bytes, negative for the last), pickle of (postings, …, compression, …), pickle of (ids, weights, values)
"""

from __future__ import annotations

import pickle
import warnings
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # as in ``whoosh_store``
    from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

_LENGTH = 4


def blocks(file: Any, offset: int, length: int) -> Iterator[tuple[Sequence[int], Sequence[float], Sequence[bytes]]]:
    """Document numbers, their weights and values. Raises whatever damaged bytes lead to."""
    whole = file.get(offset, length)
    if not whole.startswith(WHOOSH3_HEADER_MAGIC):
        raise ValueError("no postings stand here")
    stream, last = BytesIO(whole), False
    stream.seek(len(WHOOSH3_HEADER_MAGIC))
    while not last:
        size = int.from_bytes(stream.read(_LENGTH), "big", signed=True)
        last, end = size < 0, stream.tell() + abs(size)
        count, _, _, compression, *_ = pickle.load(stream)  # noqa: S301 - our own index, as Whoosh reads it
        data = whole[stream.tell() : end]
        deltas, weights, values = pickle.loads(zlib.decompress(data) if compression else data)  # noqa: S301
        yield list(accumulate(deltas)), _weights(weights, count), values
        stream.seek(end)


def _weights(stored: float | Sequence[float] | None, count: int) -> Sequence[float]:
    """All alike are stored once, and not at all when they are 1."""
    if stored is None:
        return (1.0,) * count
    return (stored,) * count if isinstance(stored, float) else stored
