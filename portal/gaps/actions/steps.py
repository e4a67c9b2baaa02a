"""From state to state, each with its line in the timeline. Nothing else changes the state of a gap."""

from portal.core import clock
from portal.core.db import db
from portal.gaps.models import ENDED, Gap, GapStep, State


def move(
    gap: Gap,
    state: State,
    what: str,
    *,
    person_id: int | None = None,
    text: str = "",
    figure: dict[str, int] | None = None,
) -> None:
    """Let the gap stand in ``state`` and say so. ``figure``: what the gatherer went by."""
    if gap.state in ENDED and state.value not in ENDED:
        gap.judged_from = clock.now()
    gap.state = state.value
    gap.reason = text if state.value in ENDED else ""
    gap.ended_at = clock.now() if state.value in ENDED else None
    gap.ended_demand = gap.demand if state.value in ENDED else 0
    note(gap, what, person_id=person_id, text=text, figure=figure)


def note(
    gap: Gap,
    what: str,
    *,
    person_id: int | None = None,
    owner_id: int | None = None,
    text: str = "",
    figure: dict[str, int] | None = None,
) -> None:
    """A line of the timeline."""
    db.session.flush()
    db.session.add(
        GapStep(
            gap_id=gap.id,
            at=clock.now(),
            what=what,
            person_id=person_id,
            owner_id=owner_id,
            text=text[:600],
            figure=figure or {},
        )
    )


def again(gap: Gap) -> State:
    """Where a gap goes on that is opened again: written when it has its case, taken when somebody has it."""
    if gap.case_id is not None:
        return State.WRITTEN
    return State.TAKEN if gap.owned else State.OPEN
