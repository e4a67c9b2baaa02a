"""Which rows of a source were taken before, and whether they have changed since."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, insert, select

from portal.core.db import db
from portal.importers.models import ImportedRow

_r: Any = ImportedRow.__table__
ASKED_AT_ONCE = 500


def digest(*parts: Any) -> str:
    """A fingerprint of plain values; equal values give equal ones in every run."""
    return sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a row."""

    digest: str
    wrote: str


@dataclass
class Ledger:
    """The memory of one site. Rows to remember are gathered and written by ``flush``."""

    site: str
    _kept: dict[tuple[str, str], Known] = field(default_factory=dict)

    def known(self, file: str, ids: Sequence[Any]) -> dict[str, Known]:
        """Row id -> what is remembered of it; rows never taken are left out."""
        wanted, found = [str(each) for each in ids], {}
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[start : start + ASKED_AT_ONCE]
            query = select(_r.c.row_id, _r.c.digest, _r.c.wrote).where(
                _r.c.site == self.site, _r.c.file == file, _r.c.row_id.in_(some)
            )
            found.update({row.row_id: Known(row.digest, row.wrote) for row in db.session.execute(query)})
        found.update({key[1]: known for key, known in self._kept.items() if key[0] == file and key[1] in set(wanted)})
        return found

    def keep(self, file: str, row_id: Any, mark: str, wrote: str = "") -> None:
        self._kept[file, str(row_id)] = Known(mark, wrote)

    def forget(self, file: str, ids: Iterable[Any]) -> None:
        self.flush()
        wanted = [str(each) for each in ids]
        for start in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[start : start + ASKED_AT_ONCE]
            db.session.execute(delete(_r).where(_r.c.site == self.site, _r.c.file == file, _r.c.row_id.in_(some)))

    def flush(self) -> None:
        """Write what is to be remembered, in the running transaction."""
        kept, self._kept = self._kept, {}
        for file in {key[0] for key in kept}:
            self.forget(file, [row_id for name, row_id in kept if name == file])
        rows = [
            {"site": self.site, "file": file, "row_id": row_id, "digest": known.digest, "wrote": known.wrote}
            for (file, row_id), known in kept.items()
        ]
        if rows:
            db.session.execute(insert(_r), rows)
