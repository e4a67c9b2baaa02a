"""Questions and answers: asking, answering, commenting, voting, accepting, revisions.

Owns ``question``, ``answer``, ``comment``, their revisions and votes. Publishes the events of ``events.py``.
"""
