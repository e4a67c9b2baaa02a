"""Gaps that were really gathered."""

from datetime import timedelta

from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.gaps import gatherer
from portal.gaps.models import Gap
from tests.search import stage as things
from tests.search.searches import made


def miss(text, times=3, *, ago=timedelta(hours=2), **more):
    """``times`` searches for ``text`` that found nothing."""
    for number in range(times):
        made(text, total=0, ago=ago + timedelta(minutes=number), **more)


def find(text, times=5, *, ago=timedelta(0), case_id=1):
    """``times`` searches that opened a case."""
    for number in range(times):
        made(text, opened=(Ref("case", case_id),), ago=ago - timedelta(seconds=number - times))


def gap_of(text):
    """The gap of these words, read anew; None when there is none."""
    from portal.search import wording

    key = wording.group_key(wording.of_query(text))
    found = db.session.scalars(select(Gap).where(Gap.key == key).execution_options(populate_existing=True))
    return found.first()


def make_gap(text="вернуть подарок", times=4, **more):
    miss(text, times, **more)
    gatherer.gather()
    return gap_of(text)


def publish_case(actor, title="Как вернуть подарок", *, language="ru", **more):
    case = things.make_case(actor, title, language=language, **more)
    db.session.commit()
    return case


def later(**delta):
    return clock.at(clock.now() + timedelta(**delta))


def hours(number):
    return timedelta(hours=number)
