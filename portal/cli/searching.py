"""``portal search | reindex``: the search from the command line, and the index made anew."""

import json
import sys
from typing import Any

import click

from portal.cli.context import with_app
from portal.core.language import CODES
from portal.core.permissions import GUEST
from portal.search import forms, indexing, queries
from portal.search.queries import KINDS, Asked
from portal.web import jinja
from search_index.engine import EngineBusy, EngineUnavailable


@click.command()
@click.argument("query")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Only this kind.")
@click.option("--lang", type=click.Choice(CODES), default=None, help="Only what is written in this language.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array of {kind, id, title, url, score}.")
@click.option("--explain", is_flag=True, help="With each hit, the parts of its score.")
@with_app
def search(query: str, kind: str | None, lang: str | None, limit: int, as_json: bool, explain: bool) -> None:
    """Search as a guest would: questions with their answers, cases, ideas. Operators work as on the results page."""
    asked = Asked(forms.words(query), kind=kind or "", languages=(lang,) if lang else ())
    found = queries.find(GUEST, asked, size=limit)
    if found.from_database:
        click.echo("The index is away; titles and topics were searched. Run: portal reindex", err=True)
    rows: list[dict[str, Any]] = [
        {
            "kind": hit.card.ref.kind,
            "id": hit.card.ref.id,
            "title": hit.card.title,
            "url": jinja.canonical(hit.card.url),
            "score": hit.score,
        }
        for hit in found.hits
    ]
    if explain:
        told = queries.explain(GUEST, asked, found)
        for row, hit in zip(rows, found.hits, strict=True):
            row["explain"] = told[hit.card.ref].as_dict() if hit.card.ref in told else None
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['kind']:<9}{row['title']}\n         {row['url']}")
        if explain and row["explain"]:
            click.echo("         " + _reasons(row["explain"]))
    click.echo(f"{found.total} found", err=True)


def _reasons(told: dict[str, Any]) -> str:
    """`4.2 = карта 2.1 + потерял 1.9, all words x 1.00, boosts x 1.10 (curated 0.10); missing: чек`"""
    words = " + ".join(f"{part['word']} {part['points']:.2f}" for part in told["parts"]) or "no words"
    boosts = ", ".join(f"{name} {worth:.2f}" for name, worth in told["boosts"].items() if worth)
    missing = f"; missing: {', '.join(told['missing'])}" if told["missing"] else ""
    pinned = "pinned; " if told["pinned"] else ""
    factors = f"words held x {told['share_factor']:.2f}, boosts x {told['boost']:.2f}"
    return f"{pinned}{told['score']:.2f} = {words}, {factors} ({boosts}){missing}"


@click.command()
@with_app
def reindex() -> None:
    """Make the search index anew beside the old one, then swap. Searches go on meanwhile; Ctrl-C leaves the old one."""
    total = indexing.count()
    try:
        with click.progressbar(length=total, label="Indexing", file=sys.stderr) as bar:
            made = indexing.rebuild(bar.update)
    except EngineBusy:
        raise click.ClickException("somebody else is writing the index just now; try again in a moment") from None
    except EngineUnavailable as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{made} documents")


COMMANDS = [search, reindex]
