"""Every write of accounts, one file a verb. ``accounts.actions.register(actor, …)``."""

from portal.accounts.actions.address import change_address, request_address
from portal.accounts.actions.claims import link_imported
from portal.accounts.actions.devices import end_device, end_other_devices, open_device
from portal.accounts.actions.invites import accept_invite, create, first_admin, invite
from portal.accounts.actions.password import change_password, request_reset, reset_password
from portal.accounts.actions.profile import change_profile
from portal.accounts.actions.register import confirm, register
from portal.accounts.actions.roles import set_publishing, set_role
from portal.accounts.actions.sign_in import sign_in, sign_out
from portal.accounts.actions.suspension import restore, suspend
from portal.accounts.actions.teams import add_team, change_team, remove_team

__all__ = [
    "accept_invite",
    "add_team",
    "change_address",
    "change_password",
    "change_profile",
    "change_team",
    "confirm",
    "create",
    "end_device",
    "end_other_devices",
    "first_admin",
    "invite",
    "link_imported",
    "open_device",
    "register",
    "remove_team",
    "request_address",
    "request_reset",
    "reset_password",
    "restore",
    "set_publishing",
    "set_role",
    "sign_in",
    "sign_out",
    "suspend",
]
