"""Rendered parts of pages kept in memory under (thing, version): a thread is rendered again only when it changed.

A bounded least-recently-used map in each process. The key carries all that the fragment depends on, so nothing is
ever invalidated: a new version is a new key.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock

from markupsafe import Markup

from portal.core import richtext


class Fragments:
    """At most ``size`` fragments."""

    def __init__(self, size: int = 2000) -> None:
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._size, self._lock = size, Lock()

    def get(self, key: Hashable, make: Callable[[], str]) -> Markup:
        """The fragment under ``key``, made when it is not there. ``make`` renders a template, which escapes."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = richtext.stored(make())  # a rendered template has escaped what it shows
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


fragments = Fragments()


class MaskedFragments:
    """Fragments that carry a few random words of one request: its nonce, its form token. The words are kept as marks
    and put in again for each reader, so that readers of one kind share what was rendered."""

    def __init__(self, size: int) -> None:
        self._kept, self._mark = Fragments(size), secrets.token_hex(16)

    def get(self, key: Hashable, words: Sequence[str], make: Callable[[], str]) -> Markup:
        """``make`` renders with ``words`` (long random texts); ``key`` carries all else that it depends on."""
        text = str(self._kept.get(key, lambda: self._masked(make(), words)))
        for place, word in enumerate(words):
            text = text.replace(f"{self._mark}.{place}.", word)
        return richtext.stored(text)

    def _masked(self, text: str, words: Sequence[str]) -> str:
        for place, word in enumerate(words):
            text = text.replace(word, f"{self._mark}.{place}.")
        return text

    def clear(self) -> None:
        self._kept.clear()
