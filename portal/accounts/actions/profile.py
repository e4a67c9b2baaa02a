"""What a person says about themselves, and how they want to read."""

from flask_babel import gettext as _

from portal.accounts import events, names, queries
from portal.core import language as languages
from portal.core import richtext
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.slugs import slug_latin
from portal.web import current
from portal.web.i18n import ZONES

ABOUT_MOST = 2000


def change_profile(actor: Actor, *, name: str, about: str, language: str = "", time_zone: str = "") -> None:
    """Raises ``Invalid`` beside the field. An unchanged name is never refused, whatever the rules say today."""
    demand(actor, "account.settings")
    person = queries.person(actor.id or 0)
    if person is None:
        raise NotFound("person")
    if name != person.name:
        person.name = names.check(name, team=actor.is_team, person_id=person.id, portal_name=current.settings().name)
        person.slug, person.skeleton = slug_latin(person.name), names.skeleton(person.name)
        publish(events.PersonRenamed(person.id))
    if len(about) > ABOUT_MOST:
        raise Invalid(_("At most %(max)d characters, please.", max=ABOUT_MOST), "about")
    try:
        person.about, person.about_html = about, richtext.render(about) if about else ""
    except richtext.TooComplex as error:
        raise Invalid(str(error), "about") from None
    person.language = language if language in languages.CODES else ""
    person.time_zone = time_zone if time_zone in ZONES else ""
