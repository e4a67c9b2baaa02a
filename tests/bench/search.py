"""Prints the figures of docs/search.md for each engine. ``make bench-search``; ``--sizes 10000,100000`` for the long run.

CPU time of this process, because the machine may be busy with other things. Judged sets, spelling and word forms need
the folder of real data (``PORTAL_TEST_DATA``) and are left out without it; texts for volume are generated.
"""

import argparse
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import mean, quantiles
from urllib.parse import urlencode

from search_index import analysis, evaluate, judged
from search_index.document import Document, Language
from search_index.engine import SearchEngine, open_engine
from search_index.query import Query
from tests.bench import generate, measure, mistakes, vocabulary

ENGINES = ("whoosh:", "tantivy:")
TARGETS = {
    "xquad-ru-dev": ".945 / .992",
    "xquad-en-dev": ".962 / .990",
    "stackfaq-en-dev": ".87 / .985",
    "cranfield-en": ".54",
}
START = datetime(2024, 1, 1, tzinfo=UTC)
PUBLIC = frozenset({"public"})
KINDS = ("question", "question", "question", "case", "idea")
QUERIES = 300


def document(dice: random.Random, number: int, words: dict[Language, vocabulary.Vocabulary]) -> Document:
    """One of 40 to 160 words, in one of three languages, under one or two of thirty topics."""
    language = generate.LANGUAGES[number % 3]
    made = START + timedelta(minutes=number)
    body = " ".join(generate.sentence(dice, words[language], dice.randrange(10, 40)) for _ in range(4))
    return Document(
        dice.choice(KINDS), number, generate.sentence(dice, words[language], dice.randrange(4, 10)), body, language,
        dice.choices(("public", "members", "staff"), (90, 5, 5))[0], made, made,
        topics=tuple(f"topic-{dice.randrange(30)}" for _ in range(dice.randrange(1, 3))),
        answers=dice.randrange(4), votes=dice.randrange(-2, 30), accepted=dice.random() < 0.3, author=f"person-{number % 2000}",
    )  # fmt: skip


def documents(count: int) -> Iterator[Document]:
    """The same at every call."""
    dice = random.Random("documents")
    words = {language: vocabulary.of(language) for language in generate.LANGUAGES}
    return (document(dice, number, words) for number in range(1, count + 1))


def questions(count: int) -> list[str]:
    """Three words each, drawn as the texts draw theirs but for the ten most frequent, in one language."""
    dice = random.Random("questions")
    known = [vocabulary.of(language) for language in generate.LANGUAGES]
    drawn = []
    for number in range(count):
        words = known[number % 3]
        content = [word for word in words.take(dice, 60) if word not in words.words[:10]]
        drawn.append(" ".join(content[:3]))
    return drawn


def cpu_ms(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def cuts(spent: Sequence[float]) -> tuple[float, float]:
    """Middle and 95th of hundred."""
    by_twentieth = quantiles(spent, n=20)
    return by_twentieth[9], by_twentieth[18]


class Table:
    """Rows of a name and a figure an engine."""

    def __init__(self, title: str, engines: Sequence[str]) -> None:
        print(f"\n{title:<58}" + "".join(f"{name:>22}" for name in engines))

    def row(self, name: str, figures: Sequence[str], target: str = "") -> None:
        print(
            f"{name:<58}" + "".join(f"{figure:>22}" for figure in figures) + (f"   ({target})" if target else ""),
            flush=True,
        )


def quality(data: Path, engines: Sequence[str]) -> None:
    """Quality of each engine on each set, and how far their first ten agree with those of the first engine."""
    table = Table("judged sets: MRR@10 / hit@10 / nDCG@10", engines)
    for name, target in TARGETS.items():
        judged_set = judged.load(data / "retrieval" / name)
        shown, tops = [], []
        for url in engines:
            with tempfile.TemporaryDirectory() as folder:
                engine = open_engine(url, Path(folder))
                figures = evaluate.evaluate(engine, judged_set)
                tops.append(first_tens(engine, list(judged_set.queries.values())))
            shown.append(" / ".join(f"{figures[key]:.3f}".lstrip("0") for key in ("mrr@10", "hit@10", "ndcg@10")))
        table.row(name, shown, target)
        table.row(
            "  first ten as the first engine has them", [f"{overlap(tops[0], top):.3f}" for top in tops], "at least .9"
        )


def mistyped(engines: Sequence[str], data: Path) -> None:
    """The same sets with one error by dice in the longest word of every query, searched as typed and as they are."""
    table = Table("one error in each query, MRR@10 / nDCG@10: exact; mended", engines)
    for name in TARGETS:
        judged_set, dice = judged.load(data / "retrieval" / name), random.Random("mistyped")
        asked = {number: mistakes.with_error(dice, text) for number, text in judged_set.queries.items()}
        shown = []
        for url in engines:
            with tempfile.TemporaryDirectory() as folder:
                engine = open_engine(url, Path(folder))
                engine.rebuild(iter(judged_set.documents))
                figures = []
                for exact in (True, False):
                    found = {
                        number: [hit.id for hit in engine.search(Query(text, PUBLIC, limit=10, exact=exact)).hits]
                        for number, text in asked.items()
                    }
                    measured = [evaluate.measures(ids, judged_set.judged[number]) for number, ids in found.items()]
                    figures.append(
                        " / ".join(f"{mean(each[key] for each in measured):.3f}" for key in ("mrr@10", "ndcg@10"))
                    )
            shown.append("; ".join(figures))
        table.row(name, shown)


def first_tens(engine: SearchEngine, texts: Sequence[str]) -> list[list[tuple[str, int]]]:
    return [[hit[:2] for hit in engine.search(Query(text, PUBLIC, limit=10)).hits] for text in texts]


def overlap(first: Sequence[Sequence[tuple[str, int]]], other: Sequence[Sequence[tuple[str, int]]]) -> float:
    """Mean share of the first ten of one that the other has too."""
    return mean(len({*a} & {*b}) / max(len(a), len(b)) for a, b in zip(first, other, strict=True) if a or b)


def volume(size: int, engines: Sequence[str]) -> None:
    """Indexing, searching, related things and suggestions over ``size`` generated documents."""
    made = list(documents(size))
    for each in made[:300]:  # dictionaries and the most frequent words are read once a process, not once a document
        analysis.terms(f"{each.title} {each.body}", each.language)
    shown: dict[str, list[str]] = {}
    tops = []
    for url in engines:
        with tempfile.TemporaryDirectory() as folder:
            engine, before = open_engine(url, Path(folder)), bare()
            seconds = cpu_ms(lambda engine=engine: engine.rebuild(iter(made))) / 1000
            disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            figures = {
                "indexing, documents a CPU second": f"{size / seconds:.0f}",
                "on disk, MB": f"{disk / 1e6:.0f}",
                "opening and first search, ms": f"{cpu_ms(lambda url=url, folder=folder: open_engine(url, Path(folder)).search(Query('card', PUBLIC))):.1f}",
            } | timed(engine, made)
            figures["bare answer before and after"] = f"{before:.2f} / {bare():.2f}"
            tops.append(first_tens(engine, questions(60)))
        for name, figure in figures.items():
            shown.setdefault(name, []).append(figure)
        del engine
        gc.collect()
    table = Table(f"{size} documents; CPU ms p50 / p95", engines)
    for name, row in shown.items():
        table.row(name, row)
    table.row("first ten as the first engine has them", [f"{overlap(tops[0], top):.3f}" for top in tops], "at least .9")


def timed(engine: SearchEngine, made: Sequence[Document]) -> dict[str, str]:
    asked, dice = questions(QUERIES), random.Random("timed")
    some = dice.sample(made, 100)
    beginnings = [each.title[: dice.randrange(2, len(each.title))] for each in some]
    for text in asked[:20]:
        engine.search(Query(text, PUBLIC))
    spent = {
        "query of three words": [cpu_ms(lambda text=text: engine.search(Query(text, PUBLIC))) for text in asked],
        "  with a choice of kind and topic": [
            cpu_ms(lambda text=text: engine.search(Query(text, PUBLIC, kinds=("case",), topics=("topic-3",))))
            for text in asked[:100]
        ],
        "related, by title and body": [
            cpu_ms(lambda each=each: engine.similar(each.title, each.body, audiences=PUBLIC, exclude=each.key))
            for each in some
        ],
        "suggestion": [cpu_ms(lambda text=text: engine.suggest(text, PUBLIC)) for text in beginnings],
        "did you mean, three words with an error": [
            cpu_ms(lambda text=text: engine.correct(text[:-2] + text[-1:], PUBLIC)) for text in asked[:60]
        ],
    }
    return {name: "{:.2f} / {:.2f}".format(*cuts(times)) for name, times in spent.items()}


def pages(size: int, engines: Sequence[str]) -> None:
    """The results page as a whole, beside a bare answer of the same framework; how soon a new post is found."""
    from tests.bench import soon
    from tests.bench.__main__ import build, index

    table = Table(f"whole requests, {size} questions; CPU ms", engines)
    shown: dict[str, list[str]] = {}
    for url in engines:
        with tempfile.TemporaryDirectory() as folder:
            app = build(Path(folder), size, url)
            index(app)
            client = app.test_client()
            paths = [f"/search?{urlencode({'q': text})}" for text in questions(180)]
            assert all(answered(client.get(path)) for path in paths[:60])
            before = bare()
            for name in ("results page, asked for the first time, p50 / p95", "results page, asked again"):
                spent = [cpu_ms(partial(client.get, path)) for path in paths[60:]]
                assert answered(client.get(paths[60]))
                shown.setdefault(name, []).append("{:.2f} / {:.2f}".format(*cuts(spent)))
            shown.setdefault("bare answer before and after", []).append(f"{before:.2f} / {bare():.2f}")
            shown.setdefault("s until a new post is found, middle / worst", []).append(
                soon.measured(app, Path(folder), url)
            )
    targets = {"results page, asked for": "at most 12 whoosh, 5 tantivy", "s until": "at most 3"}
    for name, row in shown.items():
        table.row(name, row, next((target for begin, target in targets.items() if name.startswith(begin)), ""))


def answered(page) -> bool:
    """Not by the database, which takes over when the index is late."""
    return page.status_code == 200 and b"Search is being repaired" not in page.data


def bare() -> float:
    client = measure.bare_app().test_client()
    return measure.cpu_ms(lambda: client.get("/"), 300)


def memory() -> None:
    """Resident megabytes that the dictionaries and their caches take, in a process of its own."""
    code = (
        "import psutil; from search_index import analysis; from tests.bench import search; p = psutil.Process();"
        "made = list(search.documents(3000)); before = p.memory_info().rss;"
        "[analysis.terms(d.title + ' ' + d.body, d.language) for d in made];"
        "print((p.memory_info().rss - before) / 1e6)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=measure.ROOT)
    print(
        f"\nmemory of analysis, dictionaries and caches of 3,000 documents: {float(done.stdout):.0f} MB (at most 120)"
    )


def forms(path: Path) -> None:
    """``path`` holds lines of two words and a language, tab between: the share of pairs that find each other."""
    met: dict[str, list[bool]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        first, second, language = line.split("\t")[:3]
        both = [set(analysis.terms(word, language)) for word in (first, second)]  # type: ignore[arg-type]
        met.setdefault(language, []).append(bool(both[0] & both[1]))
    for language, found in met.items():
        print(f"word forms that meet, {language}, {len(found)} pairs: {mean(found):.3f}")


def spelling(data: Path) -> None:
    from tests.bench import spelling as bench

    sys.argv = ["spelling", str(data)]
    print()
    bench.main()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10000", help="e.g. 10000,100000")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--only", default="judged,volume,pages,memory,spelling", help="parts to print")
    parser.add_argument("--crossing", default="", help="e.g. 1000,10000,40000: compare the engines at these sizes")
    parser.add_argument("--pairs", type=Path, help="word pairs: word TAB word TAB language")
    options = parser.parse_args()
    engines, parts = options.engines.split(","), options.only.split(",")
    data = Path(os.environ.get("PORTAL_TEST_DATA") or measure.ROOT.parent / "shared" / "data")
    if "judged" in parts and data.is_dir():
        quality(data, engines)
        mistyped(engines, data)
    for size in map(int, options.sizes.split(",")):
        if "volume" in parts:
            volume(size, engines)
    if "pages" in parts:
        pages(int(options.sizes.split(",")[0]), engines)
    if "memory" in parts:
        memory()
    if options.crossing:
        from tests.bench import crossing

        crossing.compare([int(size) for size in options.crossing.split(",")], engines)
    if options.pairs:
        forms(options.pairs)
    if "spelling" in parts and data.is_dir():
        spelling(data)


if __name__ == "__main__":
    main()
