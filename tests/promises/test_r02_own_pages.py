"""R2: our own pages break none of our own rules: the policy stands on every answer, and Chromium, which reports each
breach of it, reports none on any page, whoever reads. What the policy stops, ``tests/core/richtext`` shows."""

import re
import threading

import pytest
from waitress.server import create_server

from portal import config
from portal.app import create_app
from portal.core.db import db
from portal.web import guards
from tests import fresh
from tests.promises import matrix
from tests.promises import world as worlds
from tests.promises.crowd import signed_in
from tests.promises.servers import free_port

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
PARTS = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
NONCE = re.compile(r"script-src 'nonce-([\w-]{20,})';")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The world on a port: ``(address, app, shown, session ids)``."""
    port = free_port()
    settings = config.load(
        {}, data_dir=tmp_path_factory.mktemp("portal"), port=port, limits=False, log_level="error",
        search_url="memory:", dev=True,
    )  # fmt: skip
    app = fresh.for_tests(create_app(settings), WTF_CSRF_ENABLED=True)
    with app.app_context():
        db.create_all()
        shown = matrix.Matrix.__new__(matrix.Matrix)
        shown.app, shown.world, shown.cookies = app, worlds.build(app), {}
        clients = {"guest": None} | {
            role: _cookie(app, signed_in(app, shown.world.actors[name]))
            for role, name in (("author", "carla"), ("admin", "ada"))
        }
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}", app, shown, clients
    server.close()
    thread.join(5)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _cookie(app, sid):
    client = app.test_client()
    with client.session_transaction() as session:
        session["sid"] = sid
    return client.get_cookie("portal").value


def addresses(app, shown, badges=guards.BADGES):
    """A page of each route, and of each thing a live one; feeds and files for programs are left out."""
    adapter, found = app.url_map.bind("localhost"), []
    with app.app_context():
        for rule in app.url_map.iter_rules():
            if (
                "GET" not in rule.methods
                or rule.endpoint == "static"
                or re.search(r"\.(atom|csv|xml)|metrics|readyz|healthz|suggest|count", str(rule))
            ):
                continue
            if guards.badge_of(app, rule.endpoint) not in badges:
                continue
            states = dict(shown.addresses(rule))
            named = [
                state
                for state in states
                if state in {"live", "question live", "-", "in live", "a member", "cards", "reset"}
            ]
            found += [adapter.build(rule.endpoint, states[state], method="GET") for state in named]
        db.session.remove()
    return [*found, "/nothing/here", "/questions?page=0", "/search?q=card", "/questions/999999/x"]


@pytest.mark.browser
@pytest.mark.parametrize("role", ["guest", "author", "admin"])
def test_chromium_reports_nothing(served, browser, role):
    address, app, shown, cookies = served
    context, reports = browser.new_context(service_workers="block"), []
    if cookies[role]:
        context.add_cookies([{"name": "portal", "value": cookies[role], "url": address}])
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " e => console.error('VIOLATION', e.violatedDirective, e.blockedURI, e.sourceFile))"
    )
    page = context.new_page()
    page.on("console", lambda message: reports.append((page.url, message.text)) if message.type == "error" else None)
    page.on("pageerror", lambda error: reports.append((page.url, str(error))))
    paths = addresses(app, shown, {"guest": ("public",), "author": ("public", "member"), "admin": guards.BADGES}[role])
    assert len(paths) > 30
    for path in paths:
        page.goto(address + path, wait_until="load")
    context.close()
    # The browser itself writes an error when the status of a page is one; that is no breach.
    assert [report for report in reports if "the server responded with a status of" not in report[1]] == []


@pytest.mark.browser
def test_control_a_breach_is_reported(served, browser):
    address, *_ = served
    page, reports = browser.new_page(), []
    page.on("console", lambda message: reports.append(message.text))
    page.goto(address + "/help")
    page.evaluate("""() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';
                     document.body.append(script); }""")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in report for report in reports)
    page.close()


def test_the_policy_is_on_every_answer(served):
    """Also on errors, redirects, feeds and files; a 304 leaves the stored page's own policy as it is."""
    _, app, shown, cookies = served
    client, nonces = app.test_client(), set()
    client.set_cookie("portal", cookies["admin"])
    paths = [*addresses(app, shown), "/questions/feed.atom", "/admin/audit.csv", "/opensearch.xml", "/readyz", "/static/css/tokens.css",
             "/static/none", "/metrics", "/search/suggest?q=a"]  # fmt: skip
    answers = [client.get(path) for path in paths]
    answers += [
        client.post("/questions/1/vote"),
        client.open("/help", method="DELETE"),
        client.post("/preview", data=b"x" * 3_000_000),
    ]
    answers += [app.test_client().get("/settings"), app.test_client().get("/", headers={"Host": "evil.test"})]
    assert {answer.status_code // 100 for answer in answers} == {2, 3, 4}
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert all(part in policy for part in PARTS), answer.request.path
        assert "unsafe" not in policy
        nonces.add(NONCE.search(policy).group(1))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(nonces) == len(answers)


def test_a_304_keeps_the_policy_of_the_stored_page(served):
    _, app, shown, _ = served
    guest = app.test_client()
    page = guest.get(f"/questions/{shown.world.things['question', 'live'].id}").location
    first = guest.get(page)
    again = guest.get(page, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
    assert NONCE.search(first.headers["Content-Security-Policy"]).group(1) in first.text


def test_a_failure_carries_the_policy_too(served, monkeypatch):
    _, app, _, _ = served

    def broken():
        raise RuntimeError("broken")

    broken.badge = "public"
    monkeypatch.setitem(app.view_functions, "pages.help", broken)
    answer = app.test_client().get("/help")
    assert answer.status_code == 500
    assert all(part in answer.headers["Content-Security-Policy"] for part in PARTS)
