"""How often what stands in a topic is checked again: a few intervals, and nothing else."""

from flask_babel import lazy_gettext as _l

from portal.core.errors import Invalid

CHECK_DAYS = (30, 90, 180, 365)
WORDS = {days: _l("every %(days)d days", days=days) for days in CHECK_DAYS}
_WRONG = _l("Please choose 30, 90, 180 or 365 days.")


def sound(days: int | None, field: str = "check_days") -> int | None:
    """One of ``CHECK_DAYS``, or None for whatever holds otherwise. Raises ``Invalid``."""
    if days is not None and days not in CHECK_DAYS:
        raise Invalid(_WRONG, field)
    return days


def typed(text: str | None, field: str = "check_days") -> int | None:
    """What a form sent. Raises ``Invalid`` for what is no interval: 0, -1, 1e9, words."""
    text = (text or "").strip()
    if not text:
        return None
    if text not in {str(days) for days in CHECK_DAYS}:
        raise Invalid(_WRONG, field)
    return int(text)
