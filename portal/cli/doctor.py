"""``portal doctor``: counts everything again and says what differs."""

import json
import sys

import click

from portal.cli.context import with_app
from portal.core import doctor as port
from portal.core.db import db, reading


@click.command()
@click.option("--json", "as_json", is_flag=True, help='One object: {"ok": bool, "checks": {name: [differences]}}.')
@with_app
def doctor(as_json: bool) -> None:
    """Recount every counter; compare the index with the database; look at outbox and files. Changes nothing.

    Exits with 1 on any difference.
    """
    token = reading.set(True)
    try:
        found = port.run()
    finally:
        db.session.rollback()
        reading.reset(token)
    ok = not any(found.values())
    if as_json:
        click.echo(json.dumps({"ok": ok, "checks": found}, ensure_ascii=False, indent=1))
    else:
        for name, lines in found.items():
            click.echo(f"{'ok  ' if not lines else 'BAD '} {name}")
            for line in lines:
                click.echo(f"       {line}")
    sys.exit(0 if ok else 1)


COMMANDS = [doctor]
