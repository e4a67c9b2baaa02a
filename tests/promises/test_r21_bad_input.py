"""R21: bad input never gives a 5xx. The fields of each route are learnt by watching what it reads, then each is sent
strings that broke other programs; beside that broken bodies, numbers beyond 64 bit and what no browser would send."""

import json
import os

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from portal.core.db import db
from portal.web import requests as web_requests
from tests import fresh
from tests.promises import matrix
from tests.realdata import real_data

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
EACH = int(
    os.environ.get("PORTAL_FUZZ", "3")
)  # of the strings for each field, numbers and bodies for each route, by turns
OWN = (
    "\0", "a\0b", "\ud800", "\udfff x", "\u202etxt.exe", "Z̸͑̊a̷͝l̴g̶o", "🤦🏼‍♂️" * 300, "٣", "１２", "1e309", "NaN", "-1", "0",
    str(2**31), str(2**63), str(2**64), "1" + "0" * 30, "9" * 5000, "%", "%00", "%s%n", "{{7*7}}", "${7*7}", "'", "\\",
    "' OR 1=1 --", "[" * 2000, "*" * 2000, "a" * 40_000, "\r\n\r\n", "<![CDATA[", "../../etc/passwd", "a" * 100 + "\n" * 3000,
)  # fmt: skip
NUMBERS = ("0", "-1", str(2**63), str(2**64), "1" + "0" * 30, "٣", "１", "1.5", "0x1", "+1", " 1", "1%00")


class Turns:
    """Deals a few of many out to each route, so that all of them are met by some; a long run deals all to each."""

    def __init__(self) -> None:
        self.at = 0

    def some(self, many):
        few = [many[(self.at + step) % len(many)] for step in range(min(EACH + 2, len(many)))]
        self.at += len(few)
        return few


def naughty():
    try:
        return list(OWN) + json.loads(real_data("attacks", "naughty_strings.json").read_text(encoding="utf-8"))
    except pytest.skip.Exception:
        return list(OWN)


class Watched(ImmutableMultiDict):
    """Notes which names a route asks for."""

    asked: set[str] = set()

    def get(self, key, *rest, **more):
        self.asked.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key, *rest, **more):
        self.asked.add(key)
        return super().getlist(key, *rest, **more)

    def __contains__(self, key):
        self.asked.add(key)
        return super().__contains__(key)

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)


@pytest.fixture(scope="module")
def stage(session_app):
    """A world, an admin's client, and the means to ask without anything lasting."""
    with session_app.app_context():
        fresh.begin(session_app)
        shown = matrix.Matrix(session_app)
        yield shown
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def watched(monkeypatch):
    clean = web_requests._clean
    monkeypatch.setattr(web_requests, "_clean", lambda values: Watched(clean(values).items(multi=True)))
    Watched.asked = set()
    return Watched


def places(shown):
    """``(rule, method, address, values)``: each route once, with a thing that is there."""
    adapter = shown.app.url_map.bind("localhost")
    for rule in shown.app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        found = dict(shown.addresses(rule))
        state = next(
            (each for each in ("live", "question live", "in live", "there", "a member") if each in found), None
        )
        values = found[state] if state else list(found.values())[-1]
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method, adapter.build(rule.endpoint, values, method=method), values


def send(shown, method, address, fields, role="admin"):
    client, cookie = shown.clients[role], shown.cookies[shown.clients[role]]
    client.set_cookie("portal", cookie.value)
    if method == "GET":
        answer = client.get(address, query_string=[(name, speakable(value)) for name, value in fields.items()])
    else:
        answer = client.open(address, method=method, data={name: speakable(value) for name, value in fields.items()})
    db.session.rollback()
    return answer


def speakable(text):
    """What a client can put on the wire: lone surrogates go as the three bytes that they are."""
    return text.encode("utf-8", "surrogatepass")[:60_000].decode("utf-8", "replace") if isinstance(text, str) else text


def test_naughty_strings_in_every_field(stage, watched):
    strings, turn, failed, count = naughty(), 0, [], 0
    with matrix._nothing_lasts():
        for rule, method, address, values in places(stage):
            sent = stage._sent(rule, values) if method != "GET" else {}
            Watched.asked = set()
            send(stage, method, address, sent)
            for name in sorted(Watched.asked - {"csrf_token"}) or ["q"]:
                for _ in range(EACH):
                    turn, count = turn + 1, count + 1
                    text = strings[turn * 7 % len(strings)]
                    own = {"key": f"key-{count}"} if method != "GET" else {}
                    answer = send(stage, method, address, sent | own | {name: text})
                    if answer.status_code >= 500:
                        failed.append((method, str(rule), name, text[:60], answer.status_code))
    assert failed == []
    assert count > 800
    assert turn > len(strings)


def test_numbers_that_are_no_ids(stage):
    failed, turns = [], Turns()
    with matrix._nothing_lasts():
        for rule, method, _, values in places(stage):
            for key in [key for key in values if key.endswith("_id") or key == "number"]:
                address = str(rule)
                for name, value in values.items():
                    for form in ("id:", "int:", "any(register, reset, address):", ""):
                        address = address.replace(f"<{form}{name}>", "@" if name == key else str(value))
                for number in turns.some(NUMBERS):
                    answer = send(stage, method, address.replace("@", number), {})
                    if answer.status_code >= 500 or (
                        number in NUMBERS[:7] and answer.status_code == 200 and key != "number"
                    ):
                        failed.append((method, address, number, answer.status_code))
    assert failed == []


ODD = (
    {"data": b"--x\r\nContent-Disposition: form-data; name=", "content_type": "multipart/form-data; boundary=x"},
    {"data": b"no boundary at all", "content_type": "multipart/form-data"},
    {"data": b"\xff\xfe\xfa=%FF%FE&title=%80", "content_type": "application/x-www-form-urlencoded"},
    {"data": b"title=%ED%A0%80&body=%C0%AF", "content_type": "application/x-www-form-urlencoded"},
    {"data": b"{" * 50_000, "content_type": "application/json"},
    {"data": b"[" * 50_000 + b"]" * 50_000, "content_type": "application/json"},
    {"data": b'{"fields": {"title": {"a": [1, {"b": null}]}}}', "content_type": "application/json"},
    {"data": b'{"fields": {"title": "\\ud800\\u0000"}}', "content_type": "application/json"},
    {"data": b"1e999", "content_type": "application/json"},
    {"data": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "content_type": "application/xml"},
    {"data": b"x", "content_type": "text/html; charset=utf-7"},
    {"data": b"x", "content_type": "\x80/\xff"},
    {"data": {f"name{number}": "x" for number in range(500)}, "content_type": "multipart/form-data"},
    {"data": b"&".join(b"a%d=1" % number for number in range(500)), "content_type": "application/x-www-form-urlencoded"},
)  # fmt: skip


def test_broken_bodies(stage):
    failed, turns = [], Turns()
    with matrix._nothing_lasts():
        for _, method, address, _ in places(stage):
            for odd in turns.some(ODD) if method != "GET" else ():
                client = stage.clients["admin"]
                client.set_cookie("portal", stage.cookies[client].value)
                answer = client.open(address, method=method, headers=matrix.STATUS_ONLY, **odd)
                db.session.rollback()
                if answer.status_code >= 500:
                    failed.append((method, address, str(odd)[:80], answer.status_code))
    assert failed == []


def test_too_large_is_413(stage):
    large = {"title": "x", "body": "a" * 3_000_000}
    with matrix._nothing_lasts():
        for path in ("/questions/ask", "/preview", "/ideas/propose", "/drafts/ask", "/sign-in", "/cases/write"):
            assert send_raw(stage, path, data=large).status_code == 413, path
    json_body = {"data": b'{"fields": {"a": "' + b"a" * 3_000_000 + b'"}}', "content_type": "application/json"}
    assert send_raw(stage, "/drafts/ask", **json_body).status_code == 413


def send_raw(shown, path, **body):
    client = shown.clients["admin"]
    client.set_cookie("portal", shown.cookies[client].value)
    answer = client.post(path, **body)
    db.session.rollback()
    return answer


def test_odd_addresses_and_methods(stage):
    client, failed = stage.clients["guest"], []
    paths = [
        "/%", "/%00", "/%ff%fe", "/questions/%F0%28%8C%BC", "/" + "a/" * 3000, "/search?" + "q=a&" * 2000, "//", "/..//",
        "/search?q=" + "%E2%80%8B" * 900, "/questions?after=" + "A" * 4000, "/questions?after=%FF%FE", "/ideas?after=e30",
        "/cases?after=W10", "/questions?page=99999999999999999999", "/questions?page=-1", "/search?q=%ED%A0%80", "/static/%00",
        "/static/../portal/app.py", "/static/..%2f..%2fsecret_key", "/topics/%2e%2e", "/people/1/%0a", "/sent/other",
    ]  # fmt: skip
    for path in paths:
        for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "XYZZY", "get"):
            answer = client.open(path, method=method)
            db.session.rollback()
            if answer.status_code >= 500:
                failed.append((method, path[:60], answer.status_code))
    assert failed == []


def test_odd_headers(stage):
    client, failed = stage.clients["guest"], []
    for name in ("Accept-Language", "Accept", "Cookie", "If-None-Match", "User-Agent", "Referer", "Range", "X-Fragment",
                 "Content-Length", "X-Forwarded-For", "Authorization", "If-Modified-Since", "Content-Type"):  # fmt: skip
        for value in (
            "",
            "\x80\xff",
            "a" * 9000,
            "*",
            "-1",
            "portal=.eJ.x.y",
            'W/"',
            "uk;q=NaN,ru;q=9,en;q=-1",
            "bytes=-1",
            "Bearer ",
        ):
            for path in ("/", "/questions", "/metrics", "/search/similar?title=x"):
                answer = client.get(path, headers={name: value})
                if answer.status_code >= 500:
                    failed.append((name, value[:30], path, answer.status_code))
    assert failed == []


def test_control_a_route_that_breaks_is_noticed(stage, monkeypatch):
    def broken(**_values):
        raise RuntimeError("broken")

    broken.badge = "public"
    monkeypatch.setitem(stage.app.view_functions, "pages.help", broken)
    assert send(stage, "GET", "/help", {"q": "x"}).status_code == 500
