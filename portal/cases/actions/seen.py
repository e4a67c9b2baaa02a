"""Nobody settles what they did not see."""

from flask_babel import lazy_gettext as _l

from portal.cases import drift
from portal.cases.models import Case
from portal.cases.queries.drift import open_alarms
from portal.core.errors import Conflict


def refuse_unseen(case: Case, seen: str) -> None:
    """Raises ``Conflict`` when other alarms are open than those that were looked at (``drift.mark`` of them). The case is
    held."""
    if drift.mark(open_alarms(case.id)) != seen:
        if seen:
            raise Conflict(_l("Meanwhile a colleague settled this, or something else moved. Please look again."))
        raise Conflict(_l("A source of this case moved. Please look at what moved first."))
