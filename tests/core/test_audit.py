"""The audit list can only grow."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.core import audit
from portal.core.db import db
from portal.core.refs import Ref


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET reason = 'other'", "DELETE FROM audit_entry"])
def test_rows_cannot_be_changed(cast, statement):
    audit.record(cast.stella, "post.hide", Ref("question", 1), "spam")
    db.session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert db.session.query(audit.AuditEntry).one().reason == "spam"
