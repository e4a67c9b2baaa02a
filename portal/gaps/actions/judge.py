"""Is this a gap, is it one no more, is it one again? By the figures of ``measures.py`` and nothing else."""

from datetime import datetime, timedelta

from portal.gaps import measures
from portal.gaps.models import FADED, FOUND, QUIET, Gap, State
from portal.gaps.queries import searched
from portal.gaps.queries.demand import Wish
from portal.gaps.queries.seeing import Picture


def opened(picture: Picture, wish: Wish) -> Gap | None:
    """A new gap, when enough is missing."""
    if wish.demand < measures.LEAST:
        return None
    tried, served = searched.judged(picture.tries.get(wish.key, ()), None)
    if _found(wish, tried, served, None):
        return None
    now = picture.now
    return Gap(
        key=wish.key,
        wordings=list(wish.wordings),
        languages="",
        counts={},
        weeks={},
        demand=wish.demand,
        peak=0,
        state=State.OPEN.value,
        reason="",
        ended_demand=0,
        created_at=now,
        gathered_at=now,
    )


def since(picture: Picture, gap: Gap) -> datetime | None:
    """From when on searches tell whether it is still missing: since its case was published, it was opened again, closed."""
    if gap.state == State.CLOSED.value:
        return gap.ended_at
    return max(filter(None, (_published(picture, gap), gap.judged_from)), default=None)


def _published(picture: Picture, gap: Gap) -> datetime | None:
    return picture.published.get(gap.case_id) if gap.case_id is not None else None


def tried(picture: Picture, gap: Gap) -> tuple[int, int]:
    """(searches it is judged by, how many of them found and satisfied)."""
    return searched.judged(picture.tries.get(gap.key, ()), since(picture, gap))


def over(picture: Picture, gap: Gap, wish: Wish) -> str:
    """Why a gap is one no more; '' when it still is."""
    start = since(picture, gap)
    if _found(wish, gap.tried, gap.served, start):
        return FOUND
    long_ago = picture.now - timedelta(days=measures.QUIET_DAYS)
    if _published(picture, gap) is not None and start is not None and start <= long_ago:
        missed = picture.missed.get(gap.id, 0) + wish.asked_since(long_ago)
        return "" if missed else QUIET
    idle = gap.state == State.OPEN.value and not gap.owned and gap.case_id is None
    return FADED if idle and not wish.demand else ""


def back(picture: Picture, gap: Gap, wish: Wish) -> bool:
    """Is what ended missing again?"""
    if gap.state == State.DISMISSED.value:
        return gap.demand >= max(measures.LEAST, measures.RETURNS * gap.ended_demand)
    missed = picture.missed.get(gap.id, 0) + wish.asked_since(gap.ended_at)
    return missed >= measures.LEAST and not _found(wish, gap.tried, gap.served, gap.ended_at)


def _found(wish: Wish, tried: int, served: int, since: datetime | None) -> bool:
    """Searches find and satisfy, and nobody asks it again all the same."""
    return searched.satisfied(tried, served) and wish.asked_since(since) < measures.LEAST
