"""Knowledge gaps: what people look for and do not find, as tasks with owner, state and due date.

Owns ``gap``, ``gap_question`` and ``gap_step``. Gathered by the worker from the search log, from duplicated questions
and from what support answered again and again; closed by the same, when the searches begin to find and satisfy.
Hears CaseWritten; publishes GapClosed.
"""
