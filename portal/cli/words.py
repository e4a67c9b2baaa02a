"""``portal correct | suggest | similar``: what was meant, how it may go on, what is like it; as a guest sees."""

import json
from collections.abc import Callable
from typing import Any

import click

from portal.cli.context import with_app
from portal.core.permissions import GUEST
from portal.core.refs import Card
from portal.search import forms, queries
from portal.web import jinja

_ANY = {"ignore_unknown_options": True}  # `-word` is a query, too
_json = click.option("--json", "as_json", is_flag=True, help="One JSON array.")


def _limit(usual: int) -> Callable[[Any], Any]:
    return click.option("--limit", type=click.IntRange(1, 50), default=usual, show_default=True)


@click.command(context_settings=_ANY)
@click.argument("query")
@_limit(3)
@_json
@with_app
def correct(query: str, limit: int, as_json: bool) -> None:
    """What was probably meant by QUERY: {text, kind, score}, best first; nothing when its words find something."""
    offered = [each._asdict() for each in queries.corrections(GUEST, forms.words(query), limit=limit)]
    _print(offered, as_json, lambda row: f"{row['text']}   {row['kind']} {row['score']:.2f}")


@click.command(context_settings=_ANY)
@click.argument("prefix")
@_limit(8)
@_json
@with_app
def suggest(prefix: str, limit: int, as_json: bool) -> None:
    """What the search field offers while PREFIX is typed: {kind, id, title, url}."""
    cards = queries.suggest(GUEST, forms.words(prefix), limit=limit) if forms.words(prefix) else []
    _print([_row(card) for card in cards], as_json, _line)


@click.command()
@click.option("--title", required=True)
@click.option("--body", default="")
@_limit(5)
@_json
@with_app
def similar(title: str, body: str, limit: int, as_json: bool) -> None:
    """What is like a title and a text: {kind, id, title, url, score}, best first."""
    found = queries.similar_hits(GUEST, title, body, limit=limit)
    _print([_row(card) | {"score": score} for card, score in found], as_json, _line)


def _row(card: Card) -> dict[str, Any]:
    return {"kind": card.ref.kind, "id": card.ref.id, "title": card.title, "url": jinja.canonical(card.url)}


def _line(row: dict[str, Any]) -> str:
    return f"{row['kind']:<9}{row['title']}\n         {row['url']}"


def _print(rows: list[dict[str, Any]], as_json: bool, line: Callable[[dict[str, Any]], str]) -> None:
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1) if as_json else "\n".join(map(line, rows)))


COMMANDS = [correct, suggest, similar]
