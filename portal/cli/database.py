"""``portal db …``: bringing the database to this release. Alembic is imported by those who migrate only."""

import click

from portal.cli.context import with_app


@click.group("db")
def database() -> None:
    """The database's shape."""


@database.command("upgrade")
@click.argument("revision", default="head")
@with_app
def upgrade_(revision: str) -> None:
    """Bring the database to this release (or to REVISION)."""
    from flask_migrate import upgrade

    upgrade(revision=revision)


@database.command("downgrade")
@click.argument("revision", default="-1")
@with_app
def downgrade_(revision: str) -> None:
    """Take the database one step (or to REVISION) back."""
    from flask_migrate import downgrade

    downgrade(revision=revision)


@database.command("revision")
@click.argument("message")
@with_app
def revision(message: str) -> None:
    """Write a migration for what changed in the models. For developers; read what it wrote."""
    from flask_migrate import migrate

    migrate(message=message)


COMMANDS = [database]
