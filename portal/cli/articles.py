"""``portal import markdown | zendesk`` and ``portal export cases``: articles from elsewhere, and back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portal.cli.content import Bars, as_text, import_
from portal.cli.context import with_app
from portal.core.db import db
from portal.core.language import CODES

if TYPE_CHECKING:
    from portal.importers.report import Report

_json = click.option("--json", "as_json", is_flag=True, help="The report as one object on standard output.")


@import_.command("markdown")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--topic", metavar="SLUG", default="", help="A topic for every page, before those that pages name.")
@click.option("--lang", type=click.Choice(CODES), default=None, help="The language of pages whose place does not tell.")
@click.option(
    "--state", type=click.Choice(["draft", "published"]), default=None,
    help="Where new cases stand; published if not given. A page that calls itself a draft stays one.",
)  # fmt: skip
@_json
@with_app
def markdown_(folder: Path, topic: str, lang: str | None, state: str | None, as_json: bool) -> None:
    """Import a folder of Markdown with front matter: each page becomes a case.

    A first folder named by a language code gives the language; the same path below another is its translation. All or
    nothing: an error names file and line, and leaves the portal as it was.
    """
    from portal.importers import markdown

    bars = Bars()
    try:
        report = markdown.run(folder, topic=topic, language=lang or "", state=state or "", note=bars)
        db.session.commit()
    except markdown.FolderError as error:
        raise click.ClickException(f"{error}\nNothing was imported.") from None
    finally:
        bars.close()
    _tell(report, as_json)


@import_.command("zendesk")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@_json
@with_app
def zendesk_(file: Path, as_json: bool) -> None:
    """Import articles of Zendesk Guide from FILE: JSON with the lists articles, translations, sections and users.

    The same article in another locale is its translation. All or nothing, as the other imports.
    """
    from portal.importers import zendesk

    bars = Bars()
    try:
        report = zendesk.run(file, note=bars)
        db.session.commit()
    except zendesk.FileError as error:
        raise click.ClickException(f"{error}\nNothing was imported.") from None
    finally:
        bars.close()
    _tell(report, as_json)


@click.group("export")
def export_() -> None:
    """Give content back in a form that other systems read."""


@export_.command("cases")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Drafts, obsolete and archived cases, too.")
@with_app
def cases_(folder: Path, every: bool) -> None:
    """Write every published case and its translations as Markdown into DIR, a file each.

    DIR is empty or was written by an export; other files in it stay. Cases that only members or staff may read are
    among them, and say so.
    """
    from portal.importers import markdown

    bars = Bars()
    try:
        made = markdown.export(
            folder, every=every, home=markdown.home(), note=lambda done, total: bars("Writing", done, total)
        )
    except markdown.FolderError as error:
        raise click.ClickException(f"{error}\nNothing was written.") from None
    finally:
        bars.close()
    click.echo(f"{made.cases} cases and {made.translations} translations are in {folder}.")
    if made.hidden:
        click.echo(f"{made.hidden} that a moderator hid or deleted are not.")


def _tell(report: "Report", as_json: bool) -> None:
    click.echo(json.dumps(report.as_dict(), ensure_ascii=False) if as_json else as_text(report))


COMMANDS = [export_]
