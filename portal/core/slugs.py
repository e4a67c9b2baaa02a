"""Readable addresses in all three scripts: ``/questions/12/как-заблокировать-карту``."""

from slugify import slugify

MAX_LENGTH = 80


def slug(text: str) -> str:
    """Letters and figures of any script joined by hyphens; never empty, at most 80 characters."""
    return slugify(text, allow_unicode=True, max_length=MAX_LENGTH, word_boundary=True, save_order=True) or "-"


def slug_latin(text: str) -> str:
    """Latin letters only, for topics and people: ``Бонусные баллы`` -> ``bonusnye-bally``; never empty."""
    return slugify(text, max_length=MAX_LENGTH, word_boundary=True, save_order=True) or "x"
