"""What the pages of accounts may send."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange

from portal.accounts.actions.teams import NAME
from portal.core.errors import Invalid
from portal.core.language import NAMES
from portal.web.forms import OnceForm, PortalForm, between, options, required
from portal.web.i18n import ZONES

ROLE_WORDS = (
    ("member", _l("Member")),
    ("staff", _l("Support")),
    ("product", _l("Product team")),
    ("admin", _l("Administrator")),
)


def _email(label: Any = None) -> StringField:
    return StringField(label or _l("Email address"), [required(), between(0, 254)], render_kw={"type": "email"})


def _password(label: Any, name: str = "current-password") -> PasswordField:
    return PasswordField(label, [required(), between(0, 512)], render_kw={"autocomplete": name})


class TeamForm(OnceForm):
    """A named team, new or changed; ``people`` are ticked."""

    name = StringField(_l("Name of the team"), [required(), between(*NAME)])
    people = SelectMultipleField(_l("Who belongs to it"), choices=[], validate_choice=False)

    @property
    def chosen(self) -> set[int]:
        """Raises ``Invalid`` for what our page did not send."""
        if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in self.people.data or ()):
            raise Invalid(_l("Please choose from the list."), "people")
        return {int(text) for text in self.people.data or ()}


class SignInForm(PortalForm):
    email = _email()
    password = _password(_l("Password"))
    next = HiddenField()


class RegisterForm(PortalForm):
    name = StringField(_l("Name"), [required(), between(0, 200)])
    email = _email()
    password = _password(_l("Password"), "new-password")
    next = HiddenField()


class ConfirmForm(PortalForm):
    """The same browser sends nothing but the button."""

    password = PasswordField(_l("Password"), [between(0, 512)], render_kw={"autocomplete": "current-password"})


class AskResetForm(PortalForm):
    email = _email()


class ResetForm(PortalForm):
    password = _password(_l("New password"), "new-password")


class InviteForm(PortalForm):
    name = StringField(_l("Name"), [required(), between(0, 200)])
    email = StringField(_l("Email address"), [between(0, 254)], render_kw={"type": "email"})
    password = _password(_l("Password"), "new-password")


class AddressForm(PortalForm):
    email = _email(_l("New email address"))
    password = _password(_l("Your password"))


class PasswordForm(PortalForm):
    old = _password(_l("Current password"))
    password = _password(_l("New password"), "new-password")


class ProfileForm(PortalForm):
    name = StringField(_l("Name"), [required(), between(0, 200)])
    about = TextAreaField(_l("About you"), [between(0, 2000)])
    language = SelectField(_l("Language"), choices=options([("", _l("Same as the browser")), *NAMES.items()]))
    time_zone = SelectField(
        _l("Time zone"), choices=options([("", _l("Same as the portal")), *((z, z) for z in sorted(ZONES))])
    )


class PeopleForm(PortalForm):
    """The filter above the list; sent by GET."""

    class Meta(PortalForm.Meta):
        csrf = False

    q = StringField(_l("Name or email address"), [between(0, 100)])
    role = SelectField(_l("Role"), choices=options([("", _l("Any role")), *ROLE_WORDS]), validate_choice=False)
    suspended = BooleanField(_l("Only suspended"))


class RoleForm(PortalForm):
    role = SelectField(_l("Role"), choices=options(ROLE_WORDS))
    reason = StringField(_l("Reason"), [between(0, 500)], id="role-reason")


class SuspendForm(PortalForm):
    reason = TextAreaField(_l("Reason"), [required(), between(0, 1000)], id="suspend-reason")


class LinkForm(PortalForm):
    person_id = IntegerField(_l("Number of the person"), [required(), NumberRange(1, 2**63 - 1)])
    reason = StringField(_l("Reason"), [between(0, 500)], id="link-reason")
