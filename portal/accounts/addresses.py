"""Mail addresses: one way to write each, so that one mailbox has one account.

Letters outside ASCII are refused before the @ and written as punycode after it: neither case folding nor lookalikes
can then make two addresses one. ``a+tag@`` and ``a@`` are two addresses: what a tag means is the mail server's affair.
"""

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from portal.core.errors import Invalid


def tidy(text: str, field: str = "email") -> str:
    """The address in lower case. Raises ``Invalid``."""
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False, globally_deliverable=False
        )
    except EmailNotValidError:
        raise Invalid(_("This does not look like an email address."), field) from None
    address = (found.ascii_email or "").lower()
    if not address or len(address) > 254:
        raise Invalid(_("This does not look like an email address."), field)
    return address
