"""Guides: cases in an order to read them in, for newcomers and for the training of support, with one's progress.

Owns ``guide``, ``guide_entry`` and ``guide_progress``. Publishes nothing. Knows cases by their refs only: what a reader
may not see of them, a guide does not show.
"""
