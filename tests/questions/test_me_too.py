""" "I have this too"."""

import pytest

from portal.core.db import db
from portal.core.errors import Forbidden, SignInNeeded
from portal.questions.actions.me_too import me_too
from tests.questions.posting import make_question


@pytest.fixture
def question(cast):
    row = make_question(cast.carla)
    db.session.commit()
    return row


def test_it_works(as_, cast, question):
    for actor in (cast.amir, cast.nils):
        me_too(actor, question.id, on=True)
        assert me_too(actor, question.id, on=True).me_too_count == (1 if actor is cast.amir else 2)
    assert me_too(cast.nils, question.id, on=False).me_too_count == 1
    answer = as_(cast.pavel).post(f"/questions/{question.id}/me-too", data={"on": "1"})
    assert answer.status_code == 303


def test_who_may_not(cast, question):
    with pytest.raises(Forbidden):
        me_too(cast.carla, question.id, on=True)
    with pytest.raises(SignInNeeded):
        me_too(cast.guest, question.id, on=True)
