"""``portal evaluate-search | analyse``: how well search finds, and what it makes of a text. Neither needs a portal."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from search_index import analysis
from search_index.document import LANGUAGES
from search_index.engine import EngineUnavailable, SearchEngine, open_engine
from search_index.evaluate import evaluate
from search_index.judged import BadSet, load

KEYS = ("mrr@10", "hit@10", "ndcg@10", "cpu_ms_p50", "cpu_ms_p95", "docs_per_cpu_s", "index_bytes")
_language = click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="What the text is written in.")


@click.command("evaluate-search")
@click.argument("set_dir", type=click.Path(path_type=Path))
@click.option("--engine", "name", default="whoosh", show_default=True, help="memory, whoosh or tantivy.")
@_language
@click.option("--json", "as_json", is_flag=True, help=f"One JSON object: {', '.join(KEYS)}.")
def evaluate_search(set_dir: Path, name: str, lang: Any, as_json: bool) -> None:
    """Search a judged set with the product's own analysis and ranking, in a temporary index.

    SET_DIR holds corpus.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv (query_id, doc_id, relevance).
    """
    with tempfile.TemporaryDirectory(prefix="portal-judged-") as folder:
        engine = _opened(name, Path(folder))
        try:
            figures = evaluate(engine, load(set_dir, lang), _show)
        except (BadSet, EngineUnavailable) as error:
            raise click.ClickException(str(error)) from None
        except MemoryError:
            raise click.ClickException("the set does not fit into memory") from None
        figures["index_bytes"] = sum(each.stat().st_size for each in Path(folder).rglob("*") if each.is_file())
    if as_json:
        click.echo(json.dumps({key: figures[key] for key in KEYS}))
        return
    for key in KEYS:
        click.echo(f"{key:<15}{figures[key]:>14,}")


def _opened(name: str, folder: Path) -> SearchEngine:
    """The engine of a name, or of a whole ``SEARCH_URL``, in `folder`."""
    try:
        return open_engine(f"{name.removesuffix(':')}:" if ":" not in name[:-1] else name, folder)
    except (ValueError, ImportError, EngineUnavailable) as error:
        raise click.ClickException(str(error)) from None


def _show(what: str, done: int, total: int) -> None:
    """A line on standard error that counts; where nobody watches, only how each part ended."""
    if sys.stderr.isatty() and (done % 50 == 0 or done == total):
        click.echo(f"\r{what}: {done} of {total}", err=True, nl=done == total)
    elif done == total:
        click.echo(f"{what}: {total}", err=True)


@click.command()
@_language
@click.option("--json", "as_json", is_flag=True, help="One JSON array of strings for each line.")
def analyse(lang: Any, as_json: bool) -> None:
    """The terms by which each line of standard input is found: two texts meet where they share one."""
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        terms = analysis.terms(text, lang)
        click.echo(json.dumps(terms, ensure_ascii=False) if as_json else " ".join(terms))


COMMANDS = [evaluate_search, analyse]
