"""Accounts: people, their roles, the browsers they are signed in on, the tokens sent to them by mail.

Owns ``person``, ``team``, ``device``, ``token``. Publishes ``PersonRegistered``, ``PersonSuspended``,
``PersonRestored``, ``RoleChanged``, ``TeamRemoved`` (see ``events.py``).
"""
