"""``portal cases …``: what those who keep cases have to do, from the command line."""

import json
from collections.abc import Mapping
from typing import Any

import click

from portal.cases import queries
from portal.cases.queries import intervals
from portal.cases.queries.work import Entry
from portal.cli.context import with_app
from portal.core import clock
from portal.core.permissions import MACHINE
from portal.web import current


@click.group("cases")
def cases() -> None:
    """What those who keep cases have to do."""


@cases.command("due")
@click.option("--json", "as_json", is_flag=True, help='One object: {"due": [a case each]}, worth most first.')
@with_app
def due(as_json: bool) -> None:
    """Cases that are due for a check, with owner and staleness, worth most first."""
    topics = intervals.by_topic()
    rows = queries.due(MACHINE)
    named = queries.team_words({row.owner_team for row in rows})
    found = [_plain(row, intervals.interval(row, topics), named) for row in rows]
    if as_json:
        click.echo(json.dumps({"due": found}, ensure_ascii=False, indent=1))
        return
    for row in found:
        who = row["team"] or row["owner"] or "–"
        click.echo(f"{row['staleness']:>4}  {row['due_at'][:10]}  {row['id']:>6}  {who:<20}  {row['title']}")
    if not found:
        click.echo("Nothing is due.")


def _plain(row: Entry, days: int, named: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "language": row.language,
        "url": current.link(f"/cases/{row.id}/{row.slug}"),
        "state": row.state,
        "owner": row.owner,
        "team": named.get(row.owner_team, row.owner_team),
        "interval_days": days,
        "checked_at": row.checked_at.isoformat(timespec="seconds") if row.checked_at else None,
        "due_at": row.check_due_at.isoformat(timespec="seconds"),
        "days_over": (clock.now() - row.check_due_at).days,
        "staleness": row.staleness,
        "parts": row.staleness_parts,
        "views": row.view_count,
    }


COMMANDS = [cases]
