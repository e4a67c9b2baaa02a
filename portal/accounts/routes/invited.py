"""Taking up an invitation."""

from flask import make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import actions, forms, passwords, queries
from portal.accounts.models import Person
from portal.accounts.routes.door import blueprint, let_in, refused, user_agent
from portal.core.errors import Invalid, NotFound
from portal.web import identity
from portal.web.guards import public
from portal.web.limits import limited


def _invited(secret: str) -> Person | None:
    token = queries.token(secret, "invite")
    return queries.person(token.person_id) if token else None


@blueprint.get("/invite/<secret>")
@public
def invite(secret: str) -> Response:
    person = _invited(secret)
    if person is None:
        return refused("accounts/dead_link.html", 410, what="invite")
    form = forms.InviteForm(name=person.name, email=person.email)
    return make_response(_page(form, person))


@blueprint.post("/invite/<secret>", endpoint="invite_post")
@public
@limited("link")
def invite_post(secret: str) -> Response:
    form, person = forms.InviteForm(), _invited(secret)
    if person is None:
        return refused("accounts/dead_link.html", 410, what="invite")
    try:
        if form.validate_on_submit():
            signed = actions.accept_invite(
                identity.actor(),
                secret=secret,
                name=form.name.data,
                email=form.email.data or "",
                password=form.password.data,
                user_agent=user_agent(),
            )
            return let_in(signed, None, _("Welcome! Your account is ready."))
    except Invalid as error:
        form.take(error)
    except NotFound:
        return refused("accounts/dead_link.html", 410, what="invite")
    return make_response(_page(form, person), 422)


def _page(form: forms.InviteForm, person: Person) -> str:
    return render_template(
        "accounts/invite.html", form=form, person=person, least=passwords.least(person.role), address=person.email
    )
