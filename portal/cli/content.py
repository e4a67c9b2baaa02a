"""``portal import | demo``: content from elsewhere, and content to try things out with."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portal.cli.context import with_app
from portal.core.db import db

if TYPE_CHECKING:  # the rest is imported by the command that needs it: the web process starts without
    from portal.importers.report import Report


class Bars:
    """Progress on standard error, a bar for each stage; nothing when that is no terminal."""

    def __init__(self) -> None:
        self.stage = ""
        self.bar: Any = None
        self.shown = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self.shown:
            return
        if stage != self.stage:
            self.close()
            self.stage = stage
            self.bar = click.progressbar(length=total, label=f"{stage:<10}", file=sys.stderr)
            self.bar.__enter__()
        self.bar.update(done)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None


@click.group("import")
def import_() -> None:
    """Take content from another system. Running it again makes no doubles and takes over what changed there."""


@import_.command("stackexchange")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--site", default="", help="The name that keeps ids of different dumps apart; the folder's name if not given."
)
@click.option(
    "--url", default="", help="The address of the site, for links to the source: https://beer.stackexchange.com"
)
@click.option("--json", "as_json", is_flag=True, help="The report as one object on standard output.")
@with_app
def stackexchange_(folder: Path, site: str, url: str, as_json: bool) -> None:
    """Import a Stack Exchange dump: DIR holds Posts.xml and what there is of the seven other files.

    All or nothing: an error names file and line, and leaves the portal as it was. So does Ctrl-C.
    """
    from portal.importers import stackexchange

    bars = Bars()
    try:
        report = stackexchange.run(folder, site=site, url=url, note=bars)
        db.session.commit()
    except (stackexchange.DumpError, stackexchange.UnknownOrigin) as error:
        raise click.ClickException(f"{error}\nNothing was imported.") from None
    finally:
        bars.close()
    click.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else as_text(report))


def as_text(report: "Report") -> str:
    """The report for people: a line a file, then things, then what was left and why."""
    lines = [f"{'':<18}{'read':>9}{'taken':>9}{'changed':>9}{'same':>9}{'left':>9}"]
    for file, books in report.files.items():
        numbers = (books.read, books.taken, books.changed, books.unchanged, books.left)
        lines.append(f"{file:<18}" + "".join(f"{number:>9}" for number in numbers))
    for how, counts in report.counted.items():
        named = ", ".join(f"{number} {thing}" for thing, number in counts.items() if number)
        lines.append(f"{how}: {named or 'nothing'}")
    for (file, why), left in sorted(report.left.items()):
        rows = ", ".join(map(str, left.rows)) + (", …" if left.count > len(left.rows) else "")
        lines.append(f"left  {file:<16}{left.count:>7}  {why} ({rows})")
    return "\n".join(lines)


@click.command()
@click.option("--if-empty", is_flag=True, help="Say nothing when there are people already.")
@click.option("--offer", is_flag=True, help="As --if-empty, but ask first.")
@with_app
def demo(if_empty: bool, offer: bool) -> None:
    """Load a small believable community in three languages. Only into a portal that nobody uses yet."""
    from portal import demo as demo_content

    if not demo_content.is_empty():
        if if_empty or offer:
            return
        raise click.ClickException("there are people here already; demo content is only for an empty portal")
    if offer and not click.confirm("This portal is empty. Load the demo content?", default=True):
        return
    for part in demo_content.load():
        click.echo(f"demo: {part} …", err=True)
    click.echo(
        "The demo community is loaded. `portal user invite ADDRESS` prints a link to sign in as one of its people."
    )


COMMANDS = [import_, demo]
