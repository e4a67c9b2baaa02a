"""Every read of gaps."""

from portal.gaps.queries.board import Choice, Row, all_live, begun, board, cards, counts, history, one
from portal.gaps.queries.people import owners
from portal.gaps.queries.seeing import Picture, picture
from portal.gaps.queries.waiting import waiting

__all__ = [
    "Choice",
    "Picture",
    "Row",
    "all_live",
    "begun",
    "board",
    "cards",
    "counts",
    "history",
    "one",
    "owners",
    "picture",
    "waiting",
]
