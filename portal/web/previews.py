"""Preview without script: the form comes back with its text shown as the page would show it."""

from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from portal.core import richtext


def of(field: Any) -> Markup:
    """The text of a form field as HTML; a refusal is put beside the field."""
    try:
        return richtext.stored(richtext.render(field.data or ""))
    except richtext.TooComplex as refusal:
        field.errors = [*field.errors, _(str(refusal))]
        return richtext.stored("")
