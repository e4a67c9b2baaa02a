"""``portal search-health``: what people look for, what they find, and what support is spared, from the command line."""

import json
from dataclasses import asdict
from typing import Any

import click

from portal.cli.context import with_app
from portal.core.permissions import MACHINE
from portal.search.queries import health as queries
from portal.search.queries.funnel import Figures
from portal.search.queries.groups import Group


@click.command("search-health")
@click.option("--days", type=click.IntRange(1, 90), default=30, show_default=True, help="How far back.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Rows of each table.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with everything.")
@with_app
def search_health(days: int, limit: int, as_json: bool) -> None:
    """Searches, without result, without click, deflection; what was not found. Says nothing of who searched."""
    found = queries.health(MACHINE, days, rows=limit)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
        return
    for name, value in _figures(found.funnel.whole).items():
        click.echo(f"{name:<12}{'–' if value is None else value:>8}")
    for group in found.tables["failed"]:
        click.echo(f"{group.failed:>6}  {' · '.join(group.wordings)}")


def _figures(figures: Figures) -> dict[str, Any]:
    share = figures.deflection
    return {name: getattr(figures, name) for name in Figures.__slots__} | {
        "deflection": None if share is None else round(share, 4)
    }


def _group(group: Group) -> dict[str, Any]:
    return asdict(group) | {
        "figures": _figures(group.figures),
        "first": group.first.isoformat(timespec="seconds"),
        "last": group.last.isoformat(timespec="seconds"),
    }


def _plain(found: queries.Health) -> dict[str, Any]:
    parts = {
        "by_language": found.funnel.by_language,
        "by_spoken": found.funnel.by_spoken,
        "by_kind": found.funnel.by_kind,
    }
    return {
        "days": found.days,
        "since": found.since.isoformat(timespec="seconds"),
        "figures": _figures(found.funnel.whole),
        **{name: {key: _figures(each) for key, each in part.items()} for name, part in parts.items()},
        "tables": {name: [_group(group) for group in rows] for name, rows in found.tables.items()},
        "cases": [
            {"id": each.card.ref.id, "title": each.card.title, "opened": each.opened, "solved": each.solved,
             "asked": each.asked, "deflection": round(each.deflection, 4), "position": each.position}
            for each in found.cases
        ],
        "months": [asdict(each) for each in found.months],
    }  # fmt: skip


COMMANDS = [search_health]
