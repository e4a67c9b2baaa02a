"""Moderation: flags by members, the staff queue, decisions on posts of any kind, and the pages that admins read of it.

Owns ``flag``, ``queue_item``, ``decision``. Knows posts only through ``core/stewards.py`` and ``core/refs.py``.
Publishes ``PostModerated``; hears ``PostHeld`` and every capability's ``PostStatusChanged``.
"""
