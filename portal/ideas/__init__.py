"""Ideas: what people would like to have, who needs it how much, and what the product team says to it.

Owns the tables ``idea``, ``idea_topic``, ``idea_vote``, ``idea_comment``, ``idea_revision`` and ``idea_state_change``.
Publishes what stands in ``events.py``. Kinds of its refs: ``idea`` and ``idea_comment``.
"""
