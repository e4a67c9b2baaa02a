"""``portal db …``: bringing the database to this release."""

import click
from flask_migrate import downgrade, migrate, upgrade

from portal.cli.context import with_app


@click.group("db")
def database() -> None:
    """The database's shape."""


@database.command("upgrade")
@click.argument("revision", default="head")
@with_app
def upgrade_(revision: str) -> None:
    """Bring the database to this release (or to REVISION)."""
    upgrade(revision=revision)


@database.command("downgrade")
@click.argument("revision", default="-1")
@with_app
def downgrade_(revision: str) -> None:
    """Take the database one step (or to REVISION) back."""
    downgrade(revision=revision)


@database.command("revision")
@click.argument("message")
@with_app
def revision(message: str) -> None:
    """Write a migration for what changed in the models. For developers; read what it wrote."""
    migrate(message=message)


COMMANDS = [database]
