"""``portal routes | render``: looking at what there is."""

import json
import sys

import click
from flask import current_app

from portal.cli.context import with_app
from portal.web import guards


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON array of {rule, methods, badge, endpoint}.")
@with_app
def routes(as_json: bool) -> None:
    """List every route with its methods and badge."""
    rows = [
        {
            "rule": rule.rule,
            "methods": sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            "badge": guards.badge_of(current_app, rule.endpoint),  # type: ignore[arg-type]
            "endpoint": rule.endpoint,
        }
        for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['badge']:<8} {','.join(row['methods']):<10} {row['rule']}")


@click.command()
@click.option("--jsonl", is_flag=True, help="One JSON string a line in, one {html, ms, error} object a line out.")
def render(jsonl: bool) -> None:
    """Markdown on standard input -> the HTML a page would show."""
    from portal.core import richtext

    if not jsonl:
        try:
            click.echo(richtext.render(sys.stdin.buffer.read().decode("utf-8", "replace")))
        except richtext.TooComplex as error:
            raise click.ClickException(str(error)) from None
        return
    for line in sys.stdin.buffer:
        click.echo(json.dumps(richtext.render_line(line.decode("utf-8", "replace")), ensure_ascii=False))


COMMANDS = [routes, render]
