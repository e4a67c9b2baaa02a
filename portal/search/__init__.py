"""Search: one field over questions, cases and ideas; what is similar; the home page; what people did not find.

Owns ``search_outcome``, ``search_log``, ``search_step``, ``search_sum`` and the index folder (``index/`` in the data
folder). Publishes nothing: it hears the news of the others, writes outbox rows, and the worker brings the index up to
date. The index only proposes; who may see a hit, the database decides.
"""
