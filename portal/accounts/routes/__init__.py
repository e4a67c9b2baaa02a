"""Pages of accounts."""

from portal.accounts.routes import invited, mailbox, profiles, registering, settings, signing, staff, teams
from portal.accounts.routes.door import blueprint

__all__ = ["blueprint", "invited", "mailbox", "profiles", "registering", "settings", "signing", "staff", "teams"]
