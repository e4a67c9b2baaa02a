"""A field that names another case: by its number, or by its address on this site, as people paste it."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField

from portal.web.own_address import without_site

_TYPED = re.compile(r"[#№]?\s*(\d{1,18})|/cases/(\d{1,18})(?:[/?#]\S*)?", re.ASCII)
_WANTED = _l("Give the number of a case, or its address on this site.")


class CaseField(IntegerField):
    """Its data is the number. Raises ``ValueError``, which stands beside the field, for anything else."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        given = str(valuelist[0]).strip() if valuelist else ""
        if not given:
            return
        found = _TYPED.fullmatch(without_site(given))
        if found is None:
            self.data = None
            raise ValueError(_WANTED)
        self.data = int(found.group(1) or found.group(2))
