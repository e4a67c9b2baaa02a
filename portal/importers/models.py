"""What was taken from where. No content, only fingerprints: a second import then knows what changed there and here."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class ImportedRow(Base):
    """One row of a file of a source. ``digest`` is of the row as it was read; ``wrote`` of what was made of it, where
    that may be changed here and cannot be told otherwise."""

    __tablename__ = "imported_row"
    site: Mapped[str] = mapped_column(String(80), primary_key=True)
    file: Mapped[str] = mapped_column(String(40), primary_key=True)
    row_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    digest: Mapped[str] = mapped_column(String(40))
    wrote: Mapped[str] = mapped_column(String(120), default="")
