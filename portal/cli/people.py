"""``portal user …``: accounts and roles, also before there is an admin who could give them."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

import click
from sqlalchemy import select

from portal.accounts import actions, queries
from portal.accounts.models import Person
from portal.cli.context import with_app
from portal.core.db import db
from portal.core.errors import PortalError
from portal.core.permissions import MACHINE, ROLES
from portal.web import current


@click.group("user")
def user() -> None:
    """People, their roles and their standing."""


def _plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """A refusal is one line and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except PortalError as error:
            raise click.ClickException(str(error.text) or type(error).__name__) from None

    return run


def _person(email: str) -> Person:
    found = queries.by_email(email)
    if found is None:
        _stop(f"nobody has the address {email}")
    return found


def _stop(text: str) -> NoReturn:
    raise click.ClickException(text)


def _print_link(secret: str) -> None:
    click.echo(current.link(f"/invite/{secret}"))


@user.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--invite", "invited", is_flag=True, help="Print a one-time link to set the password, good for an hour.")
@with_app
@_plainly
def create(email: str, name: str, role: str, password_stdin: bool, invited: bool) -> None:
    """Make an account whose address is taken as confirmed."""
    if password_stdin == invited:
        _stop("say either --password-stdin or --invite")
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    if password_stdin and not password:
        _stop("there is no password on standard input")
    person = actions.create(MACHINE, email=email, name=name, role=role, password=password)
    secret = actions.invite(MACHINE, person_id=person.id) if invited else ""
    db.session.commit()
    if secret:
        _print_link(secret)
    else:
        click.echo(f"{person.id} {person.email} {person.role}")


@user.command()
@click.argument("email")
@with_app
@_plainly
def invite(email: str) -> None:
    """Print a new one-time link for a person who has no password yet."""
    secret = actions.invite(MACHINE, person_id=_person(email).id)
    db.session.commit()
    _print_link(secret)


@user.command("first-admin")
@with_app
@_plainly
def first_admin() -> None:
    """When no admin can sign in yet, print a one-time link to become the first; else print nothing."""
    secret = actions.first_admin(MACHINE)
    db.session.commit()
    if secret:
        _print_link(secret)


@user.command()
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@with_app
@_plainly
def role(email: str, role: str) -> None:
    """Give a person a role."""
    actions.set_role(MACHINE, person_id=_person(email).id, role=role)
    db.session.commit()


@user.command()
@click.argument("email")
@click.option("--off", is_flag=True, help="Take the right away.")
@with_app
@_plainly
def publisher(email: str, off: bool) -> None:
    """Let a person of support publish cases."""
    actions.set_publishing(MACHINE, person_id=_person(email).id, on=not off)
    db.session.commit()


@user.command()
@click.argument("email")
@click.option("--reason", required=True, help="The person reads it.")
@with_app
@_plainly
def suspend(email: str, reason: str) -> None:
    """Shut an account out and end its sessions."""
    actions.suspend(MACHINE, person_id=_person(email).id, reason=reason)
    db.session.commit()


@user.command()
@click.argument("email")
@with_app
@_plainly
def restore(email: str) -> None:
    """Let a suspended account back in."""
    actions.restore(MACHINE, person_id=_person(email).id)
    db.session.commit()


@user.command("list")
@click.option("--role", type=click.Choice(ROLES), default=None)
@with_app
def list_(role: str | None) -> None:
    """Accounts that somebody can sign in with: number, address, role, standing, name."""
    query = select(Person).where(Person.email.is_not(None)).order_by(Person.id)
    for person in db.session.scalars(query.where(Person.role == role) if role else query):
        standing = "suspended" if person.suspended_at else ("active" if person.password_hash else "invited")
        click.echo(f"{person.id}\t{person.email}\t{person.role}\t{standing}\t{person.name}")


COMMANDS = [user]
