"""``portal gaps``: what people look for and do not find, from the command line."""

import json
from dataclasses import asdict
from typing import Any

import click

from portal.cli.context import with_app
from portal.core.permissions import MACHINE
from portal.gaps import gatherer, queries
from portal.gaps.queries import Row


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON array, the most wanted first.")
@click.pass_context
def gaps(context: click.Context, as_json: bool) -> None:
    """What people look for and do not find: the gaps there are to work on, the most wanted first."""
    if context.invoked_subcommand is None:
        _list(as_json)


@with_app
def _list(as_json: bool) -> None:
    rows = queries.all_live(MACHINE)
    if as_json:
        click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        late = " !" if row.late else ""
        click.echo(f"{row.gap.demand:>6}  {row.gap.state:<8}{late}  {' · '.join(row.gap.wordings) or row.gap.key}")


@gaps.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object with the counts.")
@with_app
def gather(as_json: bool) -> None:
    """Bring the board up to date now; the worker does it a few times a day."""
    done = asdict(gatherer.gather())
    click.echo(json.dumps(done) if as_json else "  ".join(f"{name} {count}" for name, count in done.items()))


def _plain(row: Row) -> dict[str, Any]:
    gap = row.gap
    return {
        "id": gap.id,
        "key": gap.key,
        "wordings": gap.wordings,
        "languages": gap.languages.split(),
        "demand": gap.demand,
        "sources": gap.counts,
        "state": gap.state,
        "owner": row.owner or None,
        "due": gap.due_on.isoformat() if gap.due_on else None,
        "late": row.late,
        "case": gap.case_id,
        "questions": row.waiting,
    }


COMMANDS = [gaps]
