"""Raising and settling the alarms of a case: always from a comparison of what it rests on with how that stands now, so
that a change which was undone raises nothing, and a second change widens what is open."""

from collections.abc import Iterable

from portal.cases import drift
from portal.cases.actions import holding, moving, shaping
from portal.cases.life import State
from portal.cases.models import Case, CaseAlarm
from portal.cases.queries import drift as standing
from portal.core import audit, clock
from portal.core.db import db
from portal.core.permissions import MACHINE
from portal.core.refs import Ref


def look(case: Case) -> None:
    """Compare, then raise, widen and withdraw alarms. The case is held. What readers do not see as published is left as
    it is: it is compared when they see it (again)."""
    if not standing.watched(case):
        return
    now = standing.moves(case)
    before = {(alarm.answer_id, alarm.kind): alarm for alarm in standing.open_alarms(case.id)}
    alone = case.state == State.PUBLISHED or (bool(before) and all(alarm.alone for alarm in before.values()))
    fresh = [_raise(case, key, now[key], alone) for key in now if key not in before]
    for key, alarm in before.items():
        if key in now:
            _widen(case, alarm, now[key][1])
    gone = [alarm for key, alarm in before.items() if key not in now and _passes(case, alarm)]
    _close(gone, drift.WITHDRAWN, None)
    db.session.flush()
    _follow(case, fresh, gone, len(before) + len(fresh) - len(gone))


def _raise(case: Case, key: drift.Key, move: tuple[str, str], alone: bool) -> CaseAlarm:
    at, (answer_id, kind), (before, after) = clock.now(), key, move
    alarm = CaseAlarm(case_id=case.id, answer_id=answer_id, kind=kind, before=before[:250], after=after[:250])
    alarm.raised_at, alarm.moved_at, alarm.version, alarm.alone = at, at, 1, alone
    db.session.add(alarm)
    return alarm


def _widen(case: Case, alarm: CaseAlarm, after: str) -> None:
    """``before`` stays, ``after`` moves. What was prepared for the move before does not answer this one."""
    if alarm.after != after[:250]:
        alarm.after, alarm.moved_at, alarm.version = after[:250], clock.now(), alarm.version + 1
        alarm.plan, alarm.plan_revision = "", None
        shaping.touch(case)


def _passes(case: Case, alarm: CaseAlarm) -> bool:
    """May it be withdrawn, now that nothing differs any more?"""
    if alarm.kind not in drift.STAYS:
        return True
    of_source = {source.answer_id for source, _answer, _question in standing.source_rows(case.id)}
    return alarm.answer_id != 0 and alarm.answer_id not in of_source


def _follow(case: Case, fresh: list[CaseAlarm], gone: list[CaseAlarm], left: int) -> None:
    """Let the case stand where its alarms say. Its owner is told once, when it leaves its quiet."""
    if left and case.state == State.PUBLISHED:
        if fresh:
            holding.doubt(MACHINE, case.id, reason=_coded(fresh))
        else:  # published while something was open: the owner knows of that
            moving.move(case, "doubt")
    elif fresh:
        shaping.touch(case)
        audit.record(MACHINE, "case.doubt", Ref("case", case.id), _coded(fresh))
    elif gone and not left and case.state == State.NEEDS_CHECK and all(alarm.alone for alarm in gone):
        moving.move(case, "confirm")  # nothing moved after all; nobody vouched for it, so ``checked_at`` stays
    elif gone:
        shaping.touch(case)
    db.session.flush()


def _coded(alarms: list[CaseAlarm]) -> str:
    """For the audit list, the same in every language."""
    return ", ".join(f"{alarm.kind} answer:{alarm.answer_id}" if alarm.answer_id else alarm.kind for alarm in alarms)


def settle(case: Case, alarms: list[CaseAlarm], outcome: str, by_id: int | None) -> None:
    """Close alarms; what moved is from now on how their sources stand."""
    rows = {answer.id: (source, answer, question) for source, answer, question in standing.source_rows(case.id)}
    for alarm in alarms:
        if alarm.answer_id in rows:
            source, answer, question = rows[alarm.answer_id]
            drift.stand(source, answer, question, [alarm.kind])
            if alarm.kind == drift.OUTDATED:
                source.looked_at = clock.now()
    _close(alarms, outcome, by_id)
    db.session.flush()


def _close(alarms: Iterable[CaseAlarm], outcome: str, by_id: int | None) -> None:
    for alarm in alarms:
        alarm.outcome, alarm.outcome_at, alarm.outcome_by_id = outcome, clock.now(), by_id
