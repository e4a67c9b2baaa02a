"""What is wanted now: failed searches, repeated questions and repeated answers, joined by the forms of their words."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from portal.core.language import CODES
from portal.gaps import measures
from portal.gaps.queries import repeated, searched
from portal.gaps.queries.repeated import Cluster

WORDINGS = 5  # kept of each
WORDING_CHARS = 160


@dataclass(slots=True)
class Wish:
    """What one group of words is wanted for. ``events``: demand of questions, each with its time; ``questions``: id ->
    how it came here."""

    key: str
    wordings: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    weeks: dict[str, int] = field(default_factory=dict)
    events: list[tuple[datetime, str]] = field(default_factory=list)
    questions: dict[int, str] = field(default_factory=dict)

    @property
    def demand(self) -> int:
        return sum(self.counts.values())

    def asked_since(self, since: datetime | None) -> int:
        """Demand of questions after this moment."""
        return sum(since is None or at > since for at, _source in self.events)


def wishes(now: datetime, known: frozenset[str] = frozenset()) -> dict[str, Wish]:
    """Key -> wish. ``known`` are keys that are counted even when nobody failed at them lately. Seven queries, whatever
    the number of searches and questions."""
    found: dict[str, Wish] = {}
    for group in searched.failed(now):
        wish = _wish(found, group.key)
        wish.wordings += [each for each in group.wordings if each not in wish.wordings]
        wish.languages |= {group.spoken} if group.spoken else set(group.languages)
    _join(found, repeated.duplicated(now), repeated.answered(now))
    keys = known | frozenset(found)
    for key, failures in searched.failures(keys, now).items():
        wish = _wish(found, key)
        wish.counts |= {"empty": failures.empty, "unopened": failures.unopened, "asked": failures.asked}
        wish.weeks |= failures.weeks
    for key, numbers in searched.asked(keys).items():
        _wish(found, key).questions |= dict.fromkeys(numbers, "asked")
    for wish in found.values():
        _count(wish, now)
    return found


def _join(found: dict[str, Wish], *sources: list[Cluster]) -> None:
    """A cluster belongs to the words that were searched before one of its questions was asked, else to its title's."""
    clusters = [each for source in sources for each in source]
    led_to = searched.led_to({number for cluster in clusters for number in cluster.questions})
    for cluster in clusters:
        key = _key(cluster, led_to)
        if not key:
            continue
        wish = _wish(found, key)
        title = cluster.title[:WORDING_CHARS]
        if title and title.lower() not in map(str.lower, wish.wordings):
            wish.wordings.append(title)
        wish.languages |= {cluster.language} & set(CODES)
        wish.events += cluster.events
        for number, how in cluster.questions.items():
            wish.questions.setdefault(number, how)


def _key(cluster: Cluster, led_to: dict[int, str]) -> str:
    for number in (cluster.main, *cluster.questions):
        if number in led_to:
            return led_to[number]
    return cluster.key


def _wish(found: dict[str, Wish], key: str) -> Wish:
    return found.setdefault(key, Wish(key))


def _count(wish: Wish, now: datetime) -> None:
    """Bring counts and weeks up to the events."""
    weeks: dict[str, int] = defaultdict(int, wish.weeks)
    counts = dict.fromkeys(measures.SOURCES, 0) | wish.counts
    for at, source in wish.events:
        counts[source] += 1
        weeks[searched.week_of(at)] += 1
    wish.counts, wish.weeks = counts, dict(weeks)
    oldest = searched.mondays(now)[0]
    wish.weeks = {week: count for week, count in wish.weeks.items() if week >= oldest.date().isoformat()}
    wish.wordings = wish.wordings[:WORDINGS]
