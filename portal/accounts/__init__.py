"""Accounts: people, their roles, the browsers they are signed in on, the tokens sent to them by mail.

Owns ``person``, ``device``, ``token``. Publishes ``PersonRegistered``, ``PersonSuspended``, ``PersonRestored``,
``RoleChanged`` (see ``events.py``).
"""
