"""Whole pages as every guest reads them, kept until what they show is another one (docs/decisions/007)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import request, session
from flask_babel import get_locale

from portal.web import security
from portal.web.fragments import MaskedFragments
from portal.web.jinja import THEME_COOKIE

KEPT = MaskedFragments(300)  # some ten megabytes at most
FRESH = timedelta(hours=2)
STEP = 300  # seconds


def for_guests(key: tuple[Any, ...], make: Callable[[], str]) -> str:
    """A whole page, kept for all guests who read in one language and theme, unless a message waits for this one or it
    was opened from a search, which it then says. ``key`` carries all else that the page depends on."""
    if "_flashes" in session or "s" in request.args:
        return make()
    furniture = (request.full_path, str(get_locale()), request.cookies.get(THEME_COOKIE))
    return KEPT.get((*furniture, *key), (security.nonce(),), make)


def moment(written_at: datetime, now: datetime) -> int:
    """Which stretch of time something rendered belongs to, because it says "5 minutes ago": five minutes while somebody
    wrote lately, else an hour. Script keeps the words right in between."""
    return int(now.timestamp()) // (STEP if now - written_at < FRESH else 3600)
