"""Prepared answers: texts of support for questions that come again and again, filled in and put into an answer.

Owns ``prepared_answer`` and ``prepared_use``. Publishes nothing; hears which answers came of a text and which of those
were accepted, so that staff see which text helps.
"""
