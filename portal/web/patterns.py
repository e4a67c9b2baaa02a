"""The pattern page ``/dev/patterns``: every component in every state, where a designer starts. Development only."""

from flask import Blueprint, render_template
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from portal.core import clock, language
from portal.web.forms import PortalForm, options, required
from portal.web.guards import public

blueprint = Blueprint("dev", __name__)


class SampleForm(PortalForm):
    """One field of each kind, with an error beside two of them. The words are samples and not translated."""

    title = StringField("Заголовок", [required(), Length(min=10, max=150)])
    body = TextAreaField("Что случилось", [required()])
    topics = StringField("Темы")
    language = SelectField("Язык", choices=options(language.NAMES.items()))
    kind = RadioField(
        "Вид", choices=options([("common_issue", "Частая проблема"), ("practical_case", "Случай из практики")])
    )
    follow = BooleanField("Следить за ответами")
    password = PasswordField("Пароль")


@blueprint.get("/dev/patterns")
@public
def patterns() -> str:
    """Everything on one page, on fake data."""
    form = SampleForm(meta={"csrf": False}, data={"title": "Карта", "topics": "cards, app", "kind": "common_issue"})
    form.validate()
    return render_template("dev/patterns.html", form=form, now=clock.now())
