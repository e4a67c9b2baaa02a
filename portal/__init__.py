"""The portal: community questions and answers, curated cases and voted ideas for a support organisation.

The rooms and floors are drawn in ``docs/architecture.md``; the rules between them are tests in ``tests/house/``.
"""

__version__ = "0.1.0"
