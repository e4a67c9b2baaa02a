"""The life of a case: its states, and which step leads from which to which. Nothing else says so.

draft → in review → published → needs check → obsolete → archived. A published case with a newer text goes on as it
is: that text is reviewed and published beside it (``Case.review``), and readers see the old one until then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.core.visibility import Status


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    NEEDS_CHECK = "needs_check"  # readers see it; somebody has to look whether it still holds
    OBSOLETE = "obsolete"  # no longer holds: stands at its address with a notice, and nowhere else
    ARCHIVED = "archived"  # only staff see it


# What sight makes of each state, as long as no moderator hid or deleted the case.
STATUS: Mapping[State, Status] = {
    State.DRAFT: Status.DRAFT,
    State.IN_REVIEW: Status.DRAFT,
    State.PUBLISHED: Status.LIVE,
    State.NEEDS_CHECK: Status.LIVE,
    State.OBSOLETE: Status.RETIRED,
    State.ARCHIVED: Status.ARCHIVED,
}
READ = frozenset({State.PUBLISHED, State.NEEDS_CHECK, State.OBSOLETE})  # by readers
MODERATED = frozenset({Status.HIDDEN.value, Status.DELETED.value})

ASKED, RETURNED = "asked", "returned"  # of ``Case.review``


@dataclass(frozen=True, slots=True)
class Step:
    """``leads``: from which states, and where to. ``permission``: of whoever takes it."""

    permission: str
    leads: Mapping[State, State]


def _stays(*states: State) -> dict[State, State]:
    return {state: state for state in states}


_S = State
STEPS: Mapping[str, Step] = {
    "edit": Step("case.edit", _stays(*_S)),
    "submit": Step("case.edit", {_S.DRAFT: _S.IN_REVIEW} | _stays(_S.PUBLISHED, _S.NEEDS_CHECK)),
    "send_back": Step("case.review", {_S.IN_REVIEW: _S.DRAFT} | _stays(_S.PUBLISHED, _S.NEEDS_CHECK)),
    "schedule": Step("case.publish", _stays(_S.DRAFT, _S.IN_REVIEW, _S.PUBLISHED, _S.NEEDS_CHECK)),
    "publish": Step(
        "case.publish", dict.fromkeys((_S.DRAFT, _S.IN_REVIEW, _S.PUBLISHED, _S.NEEDS_CHECK), _S.PUBLISHED)
    ),
    "confirm": Step("case.confirm", dict.fromkeys((_S.PUBLISHED, _S.NEEDS_CHECK), _S.PUBLISHED)),
    "doubt": Step("case.doubt", dict.fromkeys((_S.PUBLISHED, _S.NEEDS_CHECK), _S.NEEDS_CHECK)),
    "retire": Step("case.retire", dict.fromkeys((_S.PUBLISHED, _S.NEEDS_CHECK), _S.OBSOLETE)),
    # What readers did not see, or saw with a notice, is shown again: that asks for the right to publish.
    "revive": Step("case.publish", {_S.OBSOLETE: _S.NEEDS_CHECK}),
    "archive": Step("case.archive", dict.fromkeys(set(_S) - {_S.ARCHIVED}, _S.ARCHIVED)),
    "restore": Step("case.publish", {_S.ARCHIVED: _S.NEEDS_CHECK}),
    "reopen": Step("case.archive", {_S.ARCHIVED: _S.DRAFT}),  # one that readers never saw
}
