"""What the inbox and its settings may send."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from portal.notifications.streams import AT_ONCE, MODES, NEVER, STREAMS
from portal.web.forms import PortalForm, options

MODE_WORDS = {AT_ONCE: _l("At once"), NEVER: _l("Never")}


class MailForm(PortalForm):
    """One choice for each stream; the fields are called as the streams."""

    def modes(self) -> dict[str, str]:
        return {stream: self._fields[stream].data for stream in STREAMS}


def _field(stream: str) -> Any:
    name, description = STREAMS[stream]
    choices = options((mode, MODE_WORDS[mode]) for mode in MODES)
    return RadioField(name, choices=choices, description=description)


for _stream in STREAMS:
    setattr(MailForm, _stream, _field(_stream))
