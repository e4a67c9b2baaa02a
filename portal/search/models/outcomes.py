"""What searching led to. No person, no words typed: only that a thing solved it, so that deflection is a figure."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

SOLVED = "solved"


class SearchOutcome(Base):
    """One ending: ``outcome`` came about through the thing ``kind``:``thing_id``, read in ``language``."""

    __tablename__ = "search_outcome"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    at: Mapped[datetime]

    __table_args__ = (Index("ix_search_outcome_thing", "kind", "thing_id", "at"),)
