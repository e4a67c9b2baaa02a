"""Pointing sideways and upward without importing: a ``Ref`` names a thing, ``wiring.py`` says how each kind loads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.core.permissions import Actor


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A kind (``question``, ``answer``, ``case``, ``idea``, ``topic``, ``person``, ``comment`` …) and an id."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """``"question:12"`` -> ``Ref``. Raises ``ValueError`` on anything else."""
        kind, _, number = text.partition(":")
        if not kind.replace("_", "").isalpha() or not number.isascii() or not number.isdigit() or len(number) > 18:
            raise ValueError(text)
        return cls(kind, int(number))


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says of a thing of any kind: enough for an inbox row, a queue row, a search hit."""

    ref: Ref
    title: str
    url: str
    language: str = "en"
    excerpt: str = ""
    author: str = ""
    author_id: int | None = None
    state: str = ""
    status: str = "live"
    score: int = 0
    answers: int = 0
    accepted: bool = False
    official: bool = False
    kind_label: str = ""
    topics: tuple[str, ...] = ()
    created_at: datetime | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


# A loader answers in one query for many ids and leaves out what the actor may not see.
Loader = Callable[[Actor, Sequence[int]], Mapping[int, Card]]

# The same for kinds that stand in several languages: of each the one that a reader of this language is best led to.
Nearest = Callable[[Actor, Sequence[int], str], Mapping[int, Card]]

_loaders: dict[str, Loader] = {}
_nearest: dict[str, Nearest] = {}


def wire(loaders: Mapping[str, Loader], nearest: Mapping[str, Nearest] | None = None) -> None:
    """Say how each kind loads; called once by ``wiring.py``."""
    _loaders.clear()
    _loaders.update(loaders)
    _nearest.clear()
    _nearest.update(nearest or {})


def kinds() -> frozenset[str]:
    return frozenset(_loaders)


def cards(actor: Actor, refs: Iterable[Ref]) -> dict[Ref, Card]:
    """Cards of the refs that exist and that the actor may see; one query a kind."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for ref in refs:
        wanted[ref.kind].append(ref.id)
    found: dict[Ref, Card] = {}
    for kind, ids in wanted.items():
        loader = _loaders.get(kind)
        if loader:
            found |= {Ref(kind, number): card for number, card in loader(actor, ids).items()}
    return found


def card(actor: Actor, ref: Ref) -> Card | None:
    return cards(actor, [ref]).get(ref)


def cards_in(actor: Actor, kind: str, ids: Sequence[int], language: str) -> Mapping[int, Card]:
    """Of things of one kind the cards of what says the same in this language, where there is such a thing that the actor
    may read, else their own; by the ids that were asked for."""
    if not ids:
        return {}
    return _nearest[kind](actor, ids, language) if kind in _nearest else _loaders[kind](actor, ids)
