"""Five hundred scripted searches through the journal of the search log: ten planted gaps among the noise are named
first, the most wanted on top, and each closes when its case is written and searches find and satisfy."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import actions, gatherer, queries
from portal.gaps.models import Gap
from portal.search import trail
from portal.search.journal import Journal
from portal.search.models import SearchLog
from tests.gaps import stage
from tests.search import stage as things

# The wish in forms of its words, and how often it is missed.
PLANTED = (
    (("вернуть подарок", "вернуть подарки", "подарков вернуть"), 22),
    (("заблокировать потерянную карту", "потерянная карта заблокировать"), 20),
    (("перенести бонусы на другую карту", "перенести бонус на другие карты"), 18),
    (("рассрочка без процентов", "рассрочки без процента"), 16),
    (("змінити номер телефону", "номери телефонів змінити"), 14),
    (("доставка у вихідні", "доставки у вихідний"), 13),
    (("refund gift card", "gift cards refunded"), 12),
    (("invoice company address", "company invoices address"), 10),
    (("ошибка ERR_1234 оплата", "оплаты ошибка err_1234"), 8),
    (("объединить два аккаунта", "два аккаунта объединить"), 6),
)
ANSWERED = ("где моя посылка", "баланс карты", "track parcel", "активировать карту", "де моя посилка")
ONCE = (
    *("лампа", "стол", "окно", "дверь", "ключ", "замок", "труба", "кран", "шкаф", "полка"),
    *("рама", "ковёр", "чайник", "ложка", "вилка", "миска", "кружка", "нож", "сито", "тазик"),
)


class Clerk:
    """Readers at the results page, one after the other, each a minute later than the one before."""

    def __init__(self, app):
        self.app, self.journal, self.at, self.count = app, Journal(), clock.now() - timedelta(days=3), 0

    def search(self, text, *, total=0, opens=None):
        self.count += 1
        self.at += timedelta(seconds=30)
        with clock.at(self.at):
            reader = f"reader {self.count}"
            found = self.journal.shown(
                self.app, reader, lambda: trail.begin(clock.now()), text, text,
                language="ru", kind="", total=total, loosened=False, corrected=False, from_database=False,
            )  # fmt: skip
            if opens:
                self.journal.opened(self.app, reader, found, opens)

    def done(self):
        self.journal.flush(self.app)


@pytest.fixture
def searched(app, scene):
    clerk = Clerk(app)
    left = dict(PLANTED)
    turn = 0
    while any(left.values()):  # in turns, so that no gap stands alone in its hour
        for texts in list(left):
            if left[texts]:
                clerk.search(texts[left[texts] % len(texts)], total=left[texts] % 2)
                left[texts] -= 1
        turn += 1
        clerk.search(f"{ONCE[turn % len(ONCE)]} {ONCE[turn * 7 % len(ONCE)]}")
    while clerk.count < 500:
        text = ANSWERED[clerk.count % len(ANSWERED)]
        missed = clerk.count % 6 == 5  # also what is answered is not opened by everybody
        clerk.search(text, total=4, opens=None if missed else Ref("case", 1))
    clerk.done()
    return scene


def wanted(actor):
    return [row.gap for row in queries.all_live(actor)]


def test_it_works(app, searched):
    assert db.session.scalar(select(func.count()).select_from(SearchLog)) == 500
    assert db.session.scalar(select(func.count(SearchLog.group_key.distinct()))) > 25
    gatherer.gather()
    first = wanted(searched.stella)[:10]
    assert [gap.demand for gap in first] == [times for _texts, times in PLANTED]
    for gap, (texts, _times) in zip(first, PLANTED, strict=True):
        assert set(gap.wordings) <= set(map(str.lower, texts))
        assert gap.counts["empty"] + gap.counts["unopened"] == gap.demand
    assert not {"посылка", "баланс", "parcel"} & {word for gap in wanted(searched.stella) for word in gap.key.split()}


def test_they_close_when_the_cases_are_written_and_searches_succeed(app, searched):
    gatherer.gather()
    planted = [gap.id for gap in wanted(searched.stella)[:10]]
    cases = {}
    for number in planted:
        case = things.make_case(searched.stella, f"Case for gap number {number}", language="en")
        db.session.flush()
        actions.link(searched.stella, number, case_id=case.id)
        cases[number] = case.id
    db.session.commit()
    assert gatherer.gather().closed == 0  # written is not found yet
    clerk = Clerk(app)
    clerk.at = clock.now()
    for number, (texts, _times) in zip(planted, PLANTED, strict=True):
        for turn in range(5):
            clerk.search(texts[turn % len(texts)], total=3, opens=Ref("case", cases[number]) if turn else None)
    clerk.done()
    with stage.later(hours=2):
        assert gatherer.gather().closed == 10
    closed = db.session.scalars(select(Gap).where(Gap.id.in_(planted))).all()
    assert {(gap.state, gap.reason, gap.tried, gap.served) for gap in closed} == {("closed", "found", 5, 4)}
    assert not set(planted) & {gap.id for gap in wanted(searched.stella)}
