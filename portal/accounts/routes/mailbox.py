"""Where letters lie when ``PORTAL_MAIL_URL`` is a folder. Staff see that they were written and to whom; letters hold
links that open accounts, so only an admin may read one, and reading leaves an audit entry."""

from flask import abort, make_response, render_template
from werkzeug.wrappers import Response

from portal.accounts.routes.door import blueprint
from portal.core import audit, mail
from portal.core.permissions import demand
from portal.web import current, identity
from portal.web.guards import admin, staff

SHOWN = 50


@blueprint.get("/staff/mail")
@staff
def mail_folder() -> str:
    demand(identity.actor(), "account.mail_folder")
    folder = mail.folder(current.settings())
    letters = mail.letters(folder, SHOWN) if folder else []
    return render_template("accounts/mail_folder.html", folder=folder, letters=letters)


@blueprint.post("/staff/mail/<name>")
@admin
def letter(name: str) -> Response:
    """By POST, because reading is written down."""
    demand(identity.actor(), "account.read_letter")
    folder = mail.folder(current.settings())
    found = mail.letter(folder, name) if folder else None
    if found is None:
        abort(404)
    audit.record(identity.actor(), "letter.read", reason=found.subject[:200], to=found.to)
    return make_response(render_template("accounts/letter.html", letter=found))
