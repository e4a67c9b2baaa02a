"""Changing the mail address: confirmed at the new one, told to the old one."""

from flask_babel import gettext as _

from portal.accounts import addresses, queries, tokens
from portal.accounts.actions.password import confirmed_by_password
from portal.core import audit, clock, outbox
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


def request_address(actor: Actor, *, email: str, password: str) -> None:
    """Have a link sent to the new address. Whether that address has an account is told only to its owner, by mail."""
    demand(actor, "account.settings")
    email = addresses.tidy(email)
    person = confirmed_by_password(actor, password, "password")
    if email == person.email:
        raise Invalid(_("This is your address already."), "email")
    outbox.put("account_mail", letter="change_mail", person_id=person.id, email=email)


def change_address(actor: Actor, *, secret: str) -> int:
    """The link was opened: from now on this is the address. Gives the person's id. Raises ``NotFound``."""
    token = tokens.use(secret, "change_mail")
    person = queries.person(token.person_id)
    if person is None or person.suspended_at is not None or queries.by_email(token.email) is not None:
        raise NotFound("address")
    old, person.email = person.email, token.email
    person.verified_at = person.verified_at or clock.now()
    tokens.void(person.id)
    if old:
        outbox.put("account_mail", letter="mail_changed", person_id=person.id, email=old)
    audit.record(queries.actor_of(person.id) or actor, "mail.change", Ref("person", person.id))
    return person.id
