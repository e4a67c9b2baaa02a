"""What an older release kept under other keys comes together when the board is gathered; nothing of it is lost."""

from datetime import timedelta

from sqlalchemy import func, select, update

from portal.core import clock
from portal.core.db import db
from portal.gaps import gatherer
from portal.gaps.models import LIVE, Gap, GapQuestion, GapStep
from portal.search import recounts
from portal.search.models import SearchLog
from tests.gaps.stage import gap_of, miss
from tests.search import stage as things

FORMS = {"подарункова картка": "картк подарунковый", "подарункової картки": "картк подарункової"}


def _as_before(scene):
    """Two gaps of one wish, each with its searches, its question and its line, as they were kept until now."""
    now = clock.now()
    for number, (words, key) in enumerate(FORMS.items()):
        miss(words, 3, ago=timedelta(hours=2 + number), language="uk")
        db.session.execute(update(SearchLog).where(SearchLog.words == words).values(group_key=key))
        gap = Gap(key=key, wordings=[words], languages="uk", demand=3, peak=3 + number, weeks={"2026-01-05": 3}, state=LIVE[number],
                  owner_id=scene.stella.id if number else None, created_at=now, gathered_at=now)  # fmt: skip
        question = things.make_question(scene.carla, f"Питання про {words}?", "Де її купити?")
        db.session.add(gap)
        db.session.flush()
        db.session.add(GapQuestion(gap_id=gap.id, question_id=question.id, how="asked"))
        db.session.add(GapStep(gap_id=gap.id, at=now, what="opened"))
    db.session.commit()


def test_it_works(app, scene):
    _as_before(scene)
    assert len([line for line in list(recounts.searches()) if "another group" in line]) == 6
    assert gatherer.rekey() == (6, 1)
    gap = gap_of("подарункові картки")
    assert db.session.scalar(select(func.count()).select_from(Gap)) == 1
    assert (gap.owner_id, gap.peak, gap.weeks["2026-01-05"]) == (scene.stella.id, 4, 6)
    assert sorted(gap.wordings) == sorted(FORMS)
    for table in (GapQuestion, GapStep):
        assert db.session.scalar(select(func.count()).where(table.gap_id == gap.id)) == 2
    assert gatherer.rekey() == (0, 0)
    assert list(recounts.searches()) == []


def test_a_gap_that_no_search_speaks_of_stays(app, scene, monkeypatch):
    """Keys of gaps need not be those of their wordings: questions bring titles, hidden ones nothing at all."""
    now = clock.now()
    for key, wordings in (("помилк термінал", ["Подарункова картка: відмова"]), ("відмовл картк подарунк", [])):
        db.session.add(Gap(key=key, wordings=wordings, demand=2, peak=2, created_at=now, gathered_at=now))
    db.session.commit()
    _as_before(scene)
    gatherer.rekey()
    assert {"помилк термінал", "відмовл картк подарунк"} < set(db.session.scalars(select(Gap.key)))
    assert gatherer.rekey() == (0, 0)


def _joined(scene, *gaps):
    _as_before(scene)
    for gap, fields in zip(db.session.scalars(select(Gap).order_by(Gap.id)), gaps, strict=True):
        for name, value in fields.items():
            setattr(gap, name, value)
    db.session.commit()
    gatherer.rekey()
    return gap_of("подарункові картки")


def test_who_works_on_it_stays_on_it(app, scene):
    case, due = things.make_case(scene.stella, "Подарункова картка не діє"), clock.now().date()
    written = {"state": "written", "owner_id": None, "case_id": case.id}
    gap = _joined(scene, written, {"state": "taken", "owner_id": scene.stella.id, "due_on": due})
    assert (gap.state, gap.case_id, gap.owner_id, gap.due_on) == ("written", case.id, scene.stella.id, due)


def test_what_was_dismissed_is_not_opened_by_it(app, scene):
    gap = _joined(
        scene,
        {"state": "dismissed", "reason": "Legal", "ended_demand": 50},
        {"state": "open", "owner_id": None, "demand": 3},
    )
    assert (gap.state, gap.reason, gap.ended_demand) == ("dismissed", "Legal", 53)


def test_the_first_gathering_of_a_process_sees_to_it(app, scene, monkeypatch):
    monkeypatch.setattr(gatherer, "_rekeyed", gatherer.Event())
    _as_before(scene)
    gatherer.gather()
    assert gap_of("подарункова картка").demand == 6
    assert db.session.scalar(select(func.count()).select_from(Gap)) == 1
