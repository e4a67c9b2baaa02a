"""What now stands at an address that an imported case had where it came from."""

import re
from typing import Any

from sqlalchemy import select

from portal.cases.models import Case, CasePath
from portal.core import visibility
from portal.core.db import db
from portal.core.permissions import Actor

_ENDING = re.compile(r"\.(md|html?)$")
_GUIDE = re.compile(r"(hc/(?:[a-z-]+/)?articles/\d+)(?:-[^/]*)?$", re.IGNORECASE)


def at_old_address(actor: Actor, path: str) -> Any | None:
    """Id and slug of the case that had this address elsewhere; None when there is none that the actor may see."""
    bare = _ENDING.sub("", path.strip("/"))
    if guide := _GUIDE.match(bare):
        bare = guide[1].lower()
    if "\x00" in bare:
        return None
    query = select(Case.id, Case.slug).join(CasePath, CasePath.case_id == Case.id).where(CasePath.path == bare)
    return db.session.execute(query.where(visibility.seen_by(actor, Case))).first()
