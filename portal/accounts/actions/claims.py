"""Linking an imported account to the person it belongs to."""

from flask_babel import gettext as _

from portal.accounts import events, queries
from portal.core import audit
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


def link_imported(actor: Actor, *, imported_id: int, person_id: int, reason: str = "") -> None:
    """From now on what the imported account wrote is the person's: each capability moves its own posts when it hears
    ``PersonClaimed``. The imported row stays, so that importing again finds it, and its page leads to the person."""
    demand(actor, "account.link_imported")
    imported, person = queries.person(imported_id), queries.person(person_id)
    if imported is None or person is None:
        raise NotFound("person")
    if imported.source_site is None or imported.email is not None or imported.password_hash is not None:
        raise Invalid(_("This is not an imported account."), "person_id")
    if imported.merged_into_id is not None:
        raise Invalid(_("This imported account is linked already."), "person_id")
    if person.email is None or person.id == imported.id or person.merged_into_id is not None:
        raise Invalid(_("Choose an account that somebody can sign in with."), "person_id")
    imported.merged_into_id = person.id
    person.about, person.about_html = person.about or imported.about, person.about_html or imported.about_html
    audit.record(actor, "account.link", Ref("person", imported.id), reason, person_id=person.id)
    publish(events.PersonClaimed(imported.id, person.id))
