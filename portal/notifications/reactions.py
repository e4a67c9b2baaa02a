"""What follows from the events of others: who begins to follow, who is told. Events are known by their fields only,
for siblings do not import each other; ``wiring.py`` says which event comes where, and brings along whom only the owner
of a thing can name. What nobody did (an import, the machine) is told to nobody."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from portal.core import refs
from portal.core.permissions import MACHINE
from portal.core.refs import Card, Ref
from portal.notifications.actions.follow import begin
from portal.notifications.actions.tell import tell

# States of a question that are news; its asker hears of these from moderation, with the reason.
_BY_MODERATION = frozenset({"closed", "duplicate", "open"})
_NEWS = _BY_MODERATION | {"needs_information"}

# What those are told whose question or answer became a case: the same case is no news to them in other words.
_OWN_CASE = ("case.credited", "case.asked")


def _card(ref: Ref) -> Card | None:
    return refs.card(MACHINE, ref)


def question_asked(event: Any) -> None:
    ref = Ref("question", event.question_id)
    card = _card(ref)
    if event.actor_id is None or card is None:
        return
    begin(event.actor_id, ref)
    tell("question.asked", ref, actor_id=event.actor_id, topics=card.topics, once=True)


def question_sent(event: Any, support: Collection[int]) -> None:
    """``support`` are those who answer what is written to support alone: nobody else would find it."""
    if event.private and event.actor_id is not None:
        tell("question.sent", Ref("question", event.question_id), actor_id=event.actor_id, people=support, once=True)


def question_state_changed(event: Any) -> None:
    ref = Ref("question", event.question_id)
    card = _card(ref) if event.state in _NEWS else None
    if card is None:
        return
    asker = {card.author_id} - {None} if event.state in _BY_MODERATION else ()
    tell("question.state", ref, actor_id=event.actor_id, about=ref, but=asker, data={"state": event.state})  # type: ignore[arg-type]


def answer_given(event: Any) -> None:
    question = Ref("question", event.question_id)
    if event.actor_id is None:
        return
    begin(event.actor_id, question)
    tell("answer.given", Ref("answer", event.answer_id), actor_id=event.actor_id, about=question, once=True)


def answer_accepted(event: Any) -> None:
    _about_answer("answer.accepted", event)


def answer_made_official(event: Any) -> None:
    if event.official:
        _about_answer("answer.official", event)


def _about_answer(code: str, event: Any) -> None:
    ref = Ref("answer", event.answer_id)
    tell(
        code,
        ref,
        actor_id=event.actor_id,
        about=Ref("question", event.question_id),
        people=_author_of(ref),
        once=True,
    )


def _author_of(ref: Ref) -> Collection[int]:
    card = _card(ref)
    return () if card is None or card.author_id is None else (card.author_id,)


def comment_made(event: Any) -> None:
    question = Ref("question", event.question_id)
    if event.actor_id is None:
        return
    begin(event.actor_id, question)
    post = Ref("answer", event.answer_id) if event.answer_id is not None else question
    ref = Ref("comment", event.comment_id)
    tell("comment.made", ref, actor_id=event.actor_id, about=question, people=_author_of(post), once=True)


def me_too_said(event: Any) -> None:
    begin(event.actor_id, Ref("question", event.question_id))


def idea_proposed(event: Any) -> None:
    ref = Ref("idea", event.idea_id)
    card = _card(ref)
    if event.actor_id is None or card is None:
        return
    begin(event.actor_id, ref)
    tell("idea.proposed", ref, actor_id=event.actor_id, topics=card.topics, once=True)


def idea_commented(event: Any) -> None:
    idea = Ref("idea", event.idea_id)
    if event.actor_id is None:
        return
    begin(event.actor_id, idea)
    ref = Ref("idea_comment", event.comment_id)
    tell("idea.commented", ref, actor_id=event.actor_id, about=idea, people=_author_of(idea), once=True)


def idea_state_changed(event: Any, people: Collection[int], reason: str = "") -> None:
    """``people`` are those who proposed it, voted or commented; followers are told as well, each once."""
    ref = Ref("idea", event.idea_id)
    data = {"state": event.state, "reason": reason}
    tell("idea.state", ref, actor_id=event.actor_id, about=ref, people=people, data=data)


def case_published(event: Any, authors: Collection[int], askers: Mapping[int, int]) -> None:
    """``authors`` wrote the answers that the case was made of, ``askers`` (by question) asked what they answer: each told
    once. Its first appearance is news in its topics, later ones to its followers."""
    ref = Ref("case", event.case_id)
    card = _card(ref)
    if card is None:
        return
    credited = {"actor_id": event.actor_id, "people": authors, "once": True}
    tell("case.credited", ref, **credited)
    for question_id, person_id in askers.items():
        question = Ref("question", question_id)
        tell(
            "case.asked",
            ref,
            actor_id=event.actor_id,
            people=(person_id,),
            unless=question,
            but=authors,
            once=True,
        )
    if event.first:
        tell("case.published", ref, actor_id=event.actor_id, topics=card.topics, once=True, heard=_OWN_CASE)
    elif event.changed:
        tell("case.changed", ref, actor_id=event.actor_id, about=ref)


def case_submitted(event: Any, people: Collection[int]) -> None:
    """``people`` may publish; whoever handed the text over knows of it."""
    tell("case.submitted", Ref("case", event.case_id), actor_id=event.actor_id, people=people)


def case_sent_back(event: Any) -> None:
    _to_one("case.sent_back", event, event.author_id)


def case_unscheduled(event: Any) -> None:
    _to_one("case.unscheduled", event, event.planner_id)


def case_doubted(event: Any, people: Collection[int]) -> None:
    """``people`` look after it."""
    if not event.again:
        tell("case.doubted", Ref("case", event.case_id), actor_id=event.actor_id, people=people)


def case_owner_changed(event: Any, people: Collection[int], team: str = "") -> None:
    """``people`` look after it from now on, as the team of this name when there is one."""
    ref = Ref("case", event.case_id)
    tell("case.owned", ref, actor_id=event.actor_id, people=people, data={"team": team} if team else None)


def cases_fell_due(event: Any) -> None:
    """Everything of a day for one person: one row, one letter."""
    tell("case.due", Ref("case_reminder", event.reminder_id), actor_id=None, people=(event.person_id,), once=True)


def _to_one(code: str, event: Any, person_id: int | None) -> None:
    if person_id is not None:
        tell(code, Ref("case", event.case_id), actor_id=event.actor_id, people=(person_id,))


def case_retired(event: Any) -> None:
    ref = Ref("case", event.case_id)
    tell("case.retired", ref, actor_id=event.actor_id, about=ref, once=True)


def gap_given(event: Any, people: Collection[int], team: str = "") -> None:
    """``people`` are to write its case, or one of their team; whoever gave it to themselves knows."""
    ref = Ref("gap", event.gap_id)
    tell("gap.given", ref, actor_id=event.actor_id, people=people, data={"team": team} if team else None)


def gap_closed(event: Any, waiting: Sequence[tuple[int, Collection[int]]]) -> None:
    """``waiting`` are questions with the people who asked them or have them too; their followers are told as well, each
    once, and nobody who said that they follow the question no more, or heard of the case as asker or answerer."""
    case = Ref("case", event.case_id)
    for question_id, people in waiting:
        about = Ref("question", question_id)
        tell("gap.closed", case, actor_id=None, about=about, people=people, once=True, heard=_OWN_CASE)


def post_moderated(event: Any) -> None:
    """The author is told, with the reason; who decided is not said."""
    if event.author_id is not None and event.author_id != event.actor_id:
        tell("post.moderated", Ref("decision", event.decision_id), actor_id=None, people=(event.author_id,))


def role_changed(event: Any) -> None:
    ref = Ref("person", event.person_id)
    tell("role.changed", ref, actor_id=None, people=(event.person_id,), data={"role": event.role})
