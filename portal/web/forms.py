"""Forms: Flask-WTF with our own manners. Errors stand beside the field, in the reader's language; nothing is lost."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.form import _Auto, _is_submitted
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from portal.core import idempotency
from portal.core.errors import Invalid
from search_index.composing import composed

csrf = CSRFProtect()
LONGEST = 300_000  # characters; no field takes as many


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """``(value, words)`` -> what a field offers to choose from. From WTForms 3.4 on it takes no pairs."""
    return [SelectChoice(value, words) for value, words in pairs]


def tidy(value: str | None) -> str | None:
    """NFC, unix line ends, no blank ends. What is longer than any field may be stays as it is, to be refused for that."""
    if value is None or len(value) > LONGEST:
        return value
    return composed(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def one_line(value: str | None) -> str | None:
    """What is typed into a field of one line; a browser sends no line end there, anybody else may."""
    return value and " ".join(value.split())


class PortalForm(FlaskForm):
    """The base of every form. Text fields are tidied before they are checked."""

    class Meta(FlaskForm.Meta):  # type: ignore[name-defined,misc]
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            kind, given = unbound_field.field_class, unbound_field.kwargs
            if issubclass(kind, StringField) and "filters" not in given and "Password" not in kind.__name__:
                given["filters"] = (tidy,) if issubclass(kind, (HiddenField, TextAreaField)) else (tidy, one_line)
            return unbound_field.bind(form=form, **options)

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """No ``maxlength`` by itself: a browser would cut a pasted text in silence. The server says what is too long."""
            return super().render_field(field, {"maxlength": False} | render_kw)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """A form is filled by the texts of a form: not by a JSON body, whose values are of any kind, nor by a file
            that came under the name of a text field."""
            if formdata is not _Auto:
                return formdata
            return (request.form or None) if _is_submitted() and not request.is_json else None

    def take(self, error: Invalid) -> None:
        """Put an action's refusal beside the field it names, or on top when it names none."""
        field = self._fields.get(error.field)
        if field is not None:
            field.errors = [*field.errors, str(error.text)]
        else:
            self.form_errors.append(str(error.text))

    def token_lost(self) -> bool:
        """True when the token was missing or stale: the session ended while somebody wrote. The page is shown again
        with the text in it and a fresh token. For views that are exempt from the check before the view."""
        field = self._fields.get("csrf_token")
        if field is None or not field.errors:
            return False
        field.errors = []
        self.form_errors.append(str(_l("Your session ended while you were writing. Please send it once more.")))
        return True


class OnceForm(PortalForm):
    """A form that posts something new: it carries an idempotency key."""

    key = HiddenField(default=idempotency.new_key, filters=[lambda value: (value or "")[:65]])


class NothingForm(PortalForm):
    """Only a token: for buttons."""


def required(text: Any = None) -> InputRequired:
    return InputRequired(text or _l("Please fill this in."))


def between(least: int, most: int) -> Length:
    """Length after tidying, in characters."""
    if least:
        return Length(least, most, _l("Between %(min)d and %(max)d characters, please."))
    return Length(max=most, message=_l("At most %(max)d characters, please."))


class NotBlank:
    """Refuses text made only of invisible characters."""

    def __call__(self, _form: Any, field: Any) -> None:
        if not any(unicodedata.category(char)[0] in "LNPS" for char in field.data or ""):
            raise ValidationError(_l("Please write something that can be seen."))


def wants_fragment() -> bool:
    """True when our own script asked and wants only the changed part of the page."""
    return request.headers.get("X-Fragment") == "1"
