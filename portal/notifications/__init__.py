"""Following and being told: who follows what, the inbox, letters at once, and how each stream is switched off.

Owns ``follow``, ``news``, ``notice`` and ``mail_choice``. Hears the events of everyone else as reactions, which only
write rows; publishes ``FollowersChanged`` (``core/post_events.py``). Letters are jobs.
"""
