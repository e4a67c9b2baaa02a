"""From which number of documents on one engine is the quicker: ``--crossing`` of ``tests.bench.search``."""

import tempfile
from collections.abc import Sequence
from functools import partial
from math import log
from pathlib import Path

from search_index.engine import open_engine
from search_index.query import Query
from tests.bench import search


def compare(sizes: Sequence[int], engines: Sequence[str]) -> None:
    """Queries over indexes of growing size: from which size on one engine is the quicker, and where a limit is passed."""
    table = search.Table("query of three words by number of documents; CPU ms p50 / p95", engines)
    made, spent = list(search.documents(max(sizes))), dict[tuple[int, str], tuple[float, float]]()
    for size in sizes:
        for url in engines:
            with tempfile.TemporaryDirectory() as folder:
                engine = open_engine(url, Path(folder))
                engine.rebuild(made[:size])
                for text in search.questions(20):
                    engine.search(Query(text, search.PUBLIC))
                asked = search.questions(search.QUERIES)
                spent[size, url] = search.cuts(
                    [search.cpu_ms(partial(engine.search, Query(text, search.PUBLIC))) for text in asked]
                )
        table.row(f"{size} documents", ["{:.2f} / {:.2f}".format(*spent[size, url]) for url in engines])
    first, *others = engines
    for place, name in enumerate(("p50", "p95")):
        for other in others:
            gaps = [spent[size, first][place] / spent[size, other][place] for size in sizes]
            print(f"{first} and {other} cross by {name} at {passed(sizes, gaps, 1.0)} documents")
        for limit in (15.0, 60.0):
            times = [spent[size, first][place] for size in sizes]
            print(f"{first} passes {limit:g} ms by {name} at {passed(sizes, times, limit)} documents")


def passed(sizes: Sequence[int], values: Sequence[float], limit: float) -> str:
    """From which size on ``values`` stay above ``limit``, between two sizes by their logarithms."""
    below = [place for place, value in enumerate(values) if value <= limit]
    if not below:
        return f"fewer than {sizes[0]}"
    if below[-1] == len(sizes) - 1:
        return f"more than {sizes[-1]}"
    (small, low), (large, high) = list(zip(sizes, values, strict=True))[below[-1] :][:2]
    return f"{small * (large / small) ** (log(limit / low) / log(high / low)):.0f}"
