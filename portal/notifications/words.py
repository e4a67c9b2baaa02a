"""The sentence of a piece of news, in the language of the moment: for the inbox and for the subject of a letter."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

_QUESTION_STATES = {
    "closed": _l("A question was closed"),
    "duplicate": _l("A question was marked as a duplicate"),
    "needs_information": _l("The support team asks for more information"),
    "open": _l("A question is open again"),
    "locked": _l("The discussion of a question was locked"),
    "unlocked": _l("The discussion of a question is open again"),
}
_IDEA_STATES = {
    "new": lazy_pgettext("idea state", "new"),
    "under_review": lazy_pgettext("idea state", "under review"),
    "planned": lazy_pgettext("idea state", "planned"),
    "in_progress": lazy_pgettext("idea state", "in progress"),
    "shipped": lazy_pgettext("idea state", "shipped"),
    "declined": lazy_pgettext("idea state", "declined"),
    "already_possible": lazy_pgettext("idea state", "already possible"),
}
_ROLES = {
    "member": lazy_pgettext("role", "member"),
    "staff": lazy_pgettext("role", "support"),
    "product": lazy_pgettext("role", "product team"),
    "admin": lazy_pgettext("role", "administrator"),
}
Data = Mapping[str, Any]

# code -> (sentence for others, sentence for the author of the thing shown)
_SENTENCES: dict[str, tuple[Callable[[str, Data], str], Callable[[str, Data], str]]] = {}


def sentence(code: str, name: str, data: Data, *, own: bool = False) -> str:
    """What happened, without the title. ``name`` is who did it; ``own``: the thing shown is the reader's."""
    return _SENTENCES[code][1 if own else 0](name or _("Somebody"), data)


def _add(code: str, said: Callable[[str, Data], str], own: Callable[[str, Data], str] | None = None) -> None:
    _SENTENCES[code] = (said, own or said)


_add("question.asked", lambda name, _data: _("%(name)s asked in a topic you follow", name=name))
_add("question.sent", lambda name, _data: _("%(name)s wrote to support", name=name))
_add("question.state", lambda _name, data: str(_QUESTION_STATES.get(data.get("state", ""), _l("A question changed"))))
_add("answer.given", lambda name, _data: _("%(name)s answered a question", name=name))
_add(
    "answer.accepted",
    lambda name, _data: _("%(name)s accepted an answer", name=name),
    lambda name, _data: _("%(name)s accepted your answer", name=name),
)
_add(
    "answer.official",
    lambda _name, _data: _("An answer became official"),
    lambda _name, _data: _("Your answer became official"),
)
_add("comment.made", lambda name, _data: _("%(name)s commented", name=name))
_add("idea.proposed", lambda name, _data: _("%(name)s proposed an idea in a topic you follow", name=name))
_add("idea.commented", lambda name, _data: _("%(name)s commented on an idea", name=name))
_add(
    "idea.state",
    lambda _name, data: _("The product team answered an idea (%(state)s)", state=_idea_state(data)),
    lambda _name, data: _("The product team answered your idea (%(state)s)", state=_idea_state(data)),
)
_add("case.published", lambda _name, _data: _("A new case in a topic you follow"))
_add("case.changed", lambda _name, _data: _("A case you follow was changed"))
_add("case.credited", lambda _name, _data: _("A case was made of your answer"))
_add("case.asked", lambda _name, _data: _("Your question became a case"))
_add("case.retired", lambda _name, _data: _("A case you follow no longer holds"))
_add("case.submitted", lambda name, _data: _("%(name)s asks for a review of a case", name=name))
_add("case.sent_back", lambda name, _data: _("%(name)s sent a case back to you", name=name))
_add(
    "case.unscheduled", lambda _name, _data: _("A case will not be published as planned: it was changed, or cannot be")
)
_add("case.doubted", lambda _name, _data: _("A case you look after needs a check"))
_add("case.owned", lambda name, data: _case_owned(name, data.get("team", "")))
_add("case.due", lambda _name, _data: _("What you look after is due for a check"))
_add("gap.given", lambda name, data: _gap_given(name, data.get("team", "")))
_add("gap.closed", lambda _name, _data: _("What you asked about is answered in a case now"))
_add("search.found", lambda _name, _data: _("Something new answers a search you saved"))
_add("post.moderated", lambda _name, _data: _("A decision on what you wrote"))
_add("role.changed", lambda _name, data: _("Your role here is now: %(role)s", role=_role(data)))


def _case_owned(name: str, team: str) -> str:
    if team:
        return _("%(name)s gave a case to your team “%(team)s”", name=name, team=team)
    return _("%(name)s gave you a case to look after", name=name)


def _gap_given(name: str, team: str) -> str:
    if team:
        return _("%(name)s gave a knowledge gap to your team “%(team)s”", name=name, team=team)
    return _("%(name)s asks you to write the case for a knowledge gap", name=name)


def _idea_state(data: Data) -> str:
    state = str(data.get("state", ""))
    return str(_IDEA_STATES.get(state, state))


def _role(data: Data) -> str:
    role = str(data.get("role", ""))
    return str(_ROLES.get(role, role))
