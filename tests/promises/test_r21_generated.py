"""R21, generated: for every route hypothesis makes up addresses, fields, bodies and headers, as guest, member, author,
staff and admin, and no answer may be a 5xx. The fields are those that the route is seen to ask for. The same examples
each time; ``PORTAL_FUZZ`` sets how many for each route, and a number above the usual also makes them differ. Over
PostgreSQL, which refuses more than SQLite, fewer."""

import io
import json
import os
import re
import time
from collections import Counter
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.core.db import db
from tests.conftest import POSTGRES
from tests.promises import matrix
from tests.promises.test_r21_bad_input import Watched, naughty, places, send, speakable, stage, watched

__all__ = ["stage", "watched"]
pytestmark = pytest.mark.slow
USUAL = 3 if POSTGRES else 8
EACH = int(os.environ.get("PORTAL_FUZZ", str(USUAL)))
IDS = ("0", "-1", "1", "2", str(2**31), str(2**63 - 1), str(2**63), "9" * 40, "٣", "1.5", "0x1", "%00", "null", "é", "")
ANY = st.characters(exclude_categories=())  # lone surrogates too
TEXT = st.one_of(
    st.sampled_from(naughty()),
    st.text(ANY, max_size=80),
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(str),
    st.tuples(st.text(ANY, min_size=1, max_size=4), st.integers(1, 9000)).map(lambda each: each[0] * each[1]),
    st.lists(st.integers(-1, 2**70), max_size=40).map(lambda each: ",".join(map(str, each))),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4),
    max_leaves=20,
)
TYPES = (
    "", "text/plain", "application/json", "application/json; charset=utf-16", "multipart/form-data", "\u00e9/*",
    "multipart/form-data; boundary=\"", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded; charset=x",
)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Accept", "Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "Referer", "User-Agent", "Origin"]
    ),
    st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60),
    max_size=2,
)


@st.composite
def requests(draw, rule, method, names, valid, ids):
    """``(role, address, options of the client)`` for one route."""

    def argument(found):
        name = found.group(1)
        if name in ids and draw(st.integers(0, 3)):
            return str(draw(st.sampled_from(ids[name])))
        value = draw(st.sampled_from(IDS) if name.endswith("_id") or name == "number" else TEXT)
        return quote(speakable(value)[:300], safe="") or "-"

    address = re.sub(r"<(?:[^<>:]+:)?(\w+)>", argument, str(rule))
    fields = dict(valid) if draw(st.booleans()) else {}
    for name in draw(st.lists(st.sampled_from(names), max_size=4)):
        fields[name] = [speakable(each) for each in draw(st.lists(TEXT, max_size=3 if draw(st.booleans()) else 1))]
    headers = draw(HEADERS) | ({"X-Fragment": "1"} if draw(st.integers(0, 3)) == 0 else {})
    options = {"headers": headers}
    shape = draw(st.sampled_from(["fields", "fields", "fields", "file", "json", "fields as json", "bytes"]))
    if method == "GET":
        options["query_string"] = {name: value for name, value in fields.items() if value}
    elif shape == "json":
        options |= {"data": json.dumps(draw(JSON)), "content_type": "application/json"}
    elif shape == "fields as json":
        options["json"] = {name: draw(JSON) for name in names} | {"fields": draw(JSON)}
    elif shape == "bytes":
        options |= {"data": draw(st.binary(max_size=300)), "content_type": draw(st.sampled_from(TYPES))}
    else:
        if shape == "file":
            name = speakable(draw(st.text(max_size=20)))
            fields[draw(st.sampled_from(names))] = (io.BytesIO(draw(st.binary(max_size=50))), name)
        options["data"] = fields
    return draw(st.sampled_from(list(matrix.PEOPLE))), address, options


def ids_of(shown, rule):
    """``name of an argument -> things that are there``, in every state."""
    found: dict[str, list] = {}
    for _state, values in shown.addresses(rule):
        for name, value in values.items():
            found.setdefault(name, []).append(quote(str(value), safe=""))
    return found


def ask(shown, role, method, address, options):
    client, cookie = shown.clients[role], shown.cookies[shown.clients[role]]
    if cookie is not None:  # a request before may have signed out
        client.set_cookie("portal", cookie.value)
    answer = client.open(address, method=method, **options)
    db.session.rollback()
    return answer.status_code


def storm(shown, rule, method, names, valid, note) -> None:
    """``EACH`` requests to one route; ``note(status, example)`` hears of each."""

    @settings(
        max_examples=EACH,
        derandomize=EACH <= USUAL,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(rule, method, names, valid, ids_of(shown, rule)))
    def one(example):
        role, address, options = example
        note(ask(shown, role, method, address, options), example)

    one()


def test_no_5xx_whatever_is_sent(stage, watched):
    failed, statuses, spent = [], Counter(), time.process_time()
    with matrix._nothing_lasts():
        for rule, method, address, values in places(stage):
            valid = stage._sent(rule, values) if method != "GET" else {}
            Watched.asked = set()
            send(stage, method, address, valid)
            names = sorted(Watched.asked - {"csrf_token"}) or ["q"]

            def note(status, example, route=(method, str(rule))):
                statuses[status] += 1
                if status >= 500:
                    failed.append((*route, status, example))

            storm(stage, rule, method, names, valid, note)
    print(f"{sum(statuses.values())} requests, {time.process_time() - spent:.0f} s of processor time: {dict(statuses)}")
    assert failed == []
    assert sum(statuses.values()) > 300
    assert {200, 303, 404, 422} <= set(statuses), "the requests reach what they are meant to reach"
