"""Follow buttons, the inbox, choosing letters, stopping them from a letter."""

from contextlib import nullcontext
from itertools import groupby

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import queries as accounts
from portal.core import refs
from portal.core.errors import NotFound
from portal.core.refs import Ref
from portal.notifications import actions, forms, queries, streams, unsubscribe
from portal.web import etags, identity, letters
from portal.web.forms import csrf, wants_fragment
from portal.web.guards import member, public
from portal.web.limits import limited
from portal.web.redirects import back, local

blueprint = Blueprint("notifications", __name__)


@blueprint.post("/follow")
@member
@limited("follow")
def follow() -> AnyResponse | str:
    """Follow a thing or stop. Script gets the button anew, others go back to the thing."""
    ref = _ref(request.values.get("kind", ""), request.values.get("thing_id", ""))
    actor = identity.actor()
    now = actions.follow(actor, ref, on=request.form.get("follow") == "1")
    if wants_fragment():
        count = queries.followers(ref) if ref.kind != "topic" else None
        return render_template("notifications/_follow.html", ref=ref, follows=now, followers=count)
    card = refs.card(actor, ref)
    target = local(request.form.get("next"))
    return back(target or (card.url if card else ""), url_for("notifications.settings"))


def _ref(kind: str, number: str) -> Ref:
    try:
        return Ref.parse(f"{kind}:{number}")
    except ValueError:
        raise NotFound(kind) from None


@blueprint.get("/inbox")
@member
def inbox() -> str:
    """What one was told, the latest first, by day."""
    page = queries.inbox(identity.actor(), request.args.get("after", ""))
    days = [
        (day, list(rows)) for day, rows in groupby(page.rows, lambda row: format_date(row.created_at, "EEEE, d MMMM y"))
    ]
    return render_template("notifications/inbox.html", page=page, days=days, until=queries.latest_id(page))


@blueprint.post("/inbox/read")
@member
@limited("read")
def read() -> AnyResponse:
    """Mark one row (``notice``), again unread (``on=0``), or all up to the one that was on top (``until``)."""
    actor, form = identity.actor(), request.form
    if "until" in form:
        unread = actions.read_all(actor, until=_number("until"))
    else:
        unread = actions.read(actor, [_number("notice")], on=form.get("on", "1") == "1")
    if wants_fragment():
        return jsonify(_count(unread))
    return back(form.get("next"), url_for("notifications.inbox"))


def _number(name: str) -> int:
    text = request.form.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotFound(name)
    return int(text)


@blueprint.get("/inbox/count")
@member
def count() -> Response:
    """How many are unread, for the number in the top bar: asked once a minute, mostly answered with 304."""
    unread = identity.actor().unread
    etag = etags.mark("unread", unread)
    same = etags.unchanged(etag)
    if same is not None:
        return same
    response = jsonify(_count(unread))
    response.set_etag(etag)
    return response


def _count(unread: int) -> dict[str, object]:
    words = ngettext("%(num)d unread message", "%(num)d unread messages", unread)
    return {"unread": unread, "words": words if unread else ""}


@blueprint.get("/settings/notifications")
@member
def settings() -> str:
    """Letters by stream, and what one follows."""
    actor = identity.actor()
    form = forms.MailForm(formdata=None, data=queries.modes(actor.id or 0))
    return _settings(form)


def _settings(form: forms.MailForm) -> str:
    page = queries.followed(identity.actor(), request.args.get("after", ""))
    return render_template("notifications/settings.html", form=form, page=page, streams=streams.STREAMS)


@blueprint.post("/settings/notifications", endpoint="settings_post")
@member
@limited("write")
def settings_post() -> AnyResponse | tuple[str, int]:
    form = forms.MailForm()
    if not form.validate_on_submit():
        return _settings(form), 400
    actions.choose_all(identity.actor(), modes=form.modes())
    flash(_("Saved."), "success")
    return redirect(url_for("notifications.settings"), 303)


@blueprint.get("/unsubscribe/<token>")
@public
def unsubscribe_page(token: str) -> Response:
    """Asks; changes nothing, for programs that look at letters open every link."""
    person_id, stream = unsubscribe.read(token)
    already = queries.modes(person_id)[stream] == streams.NEVER
    return _unsubscribe(token, done="stopped" if already else "")


@blueprint.post("/unsubscribe/<token>", endpoint="unsubscribe")
@csrf.exempt
@public
def stop(token: str) -> Response:
    """Stops one stream: by the button, or by a mail program (RFC 8058). Needs no session; ``again=1`` takes it back."""
    person_id, stream = unsubscribe.read(token)
    again = request.form.get("again") == "1"
    actions.choose(person_id, stream, streams.AT_ONCE if again else streams.NEVER)
    return _unsubscribe(token, done="again" if again else "stopped")


def _unsubscribe(token: str, done: str) -> Response:
    """In the language of the letter: the browser that opens it may be anybody's."""
    person_id, stream = unsubscribe.read(token)
    person = accounts.person(person_id)
    with letters.reading_as(person.language) if person and person.language else nullcontext():
        name = streams.STREAMS[stream][0]
        page = render_template("notifications/unsubscribe.html", token=token, stream=name, done=done)
    response = Response(page)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
