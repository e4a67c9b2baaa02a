"""R13: redirects stay on this site, no header, letter or spreadsheet cell can be injected, unknown hosts are refused.

The lists of attacks are real data beside the checkout; each test also has a few of its own, so that it runs without.
"""

import csv
import io
import json
import re
from urllib.parse import quote, urlsplit

import pytest

from portal import config
from portal.app import create_app
from portal.core import audit, jobs, mail
from portal.core.db import db
from tests import fresh
from tests.realdata import real_data

pytestmark = pytest.mark.one_database


def lines(name, key):
    """One field of each line of a list of attacks."""
    found = [json.loads(line) for line in real_data("attacks", name).read_text(encoding="utf-8").splitlines()]
    return [line[key] for line in found if key in line]


HERE = re.compile(r"^/(?![/\\])|^http://localhost(/|$)")


@pytest.mark.data
def test_next_never_leads_away(app, cast, as_):
    """Every route that reads ``next``, with every address of the list, as guest and member, by address and by form."""
    away = [
        "https://evil.test/",
        "//evil.test",
        "/\\evil.test",
        "\thttps://evil.test",
        "/%0d%0aLocation:x",
        "javascript:1",
    ]
    for target in away + lines("open_redirect.jsonl", "next"):
        for client in (as_(cast.carla), app.test_client()):
            asked = quote(target, safe="")
            answers = [client.get(f"{path}?next={asked}") for path in ("/language/uk", "/theme/dark", "/sign-in")]
            answers += [client.post("/sign-out", data={"next": target})]
            for answer in answers:
                assert stays(answer), (target, answer.request.path, answer.headers.get("Location"))


@pytest.mark.data
def test_next_after_signing_in(app, cast):
    from portal.accounts.models import Person
    from portal.accounts.passwords import hashed

    person = db.session.get(Person, cast.carla.id)
    person.password_hash = hashed("correct horse battery staple")
    db.session.commit()
    for target in ["https://evil.test/", "//evil.test", *lines("open_redirect.jsonl", "next")[::45]]:
        client = app.test_client()
        sent = {"email": "carla@example.org", "password": "correct horse battery staple", "next": target}
        answer = client.post("/sign-in", data=sent)
        assert answer.status_code == 303
        assert stays(answer), (target, answer.location)


def stays(answer):
    location = answer.headers.get("Location", "/")
    host = urlsplit(location).netloc
    return bool(HERE.match(location)) and host in {"", "localhost"} and not re.search(r"[\r\n\t\\]", location)


def test_control_a_plain_redirect_leads_away():
    class Answer:
        headers = {"Location": "//evil.test"}

    assert not stays(Answer)


@pytest.mark.data
def test_no_header_can_be_injected(app, cast, as_):
    guest, names = as_(cast.guest), {"set-cookie", "crlf", "x-injected"}
    paths = real_data("attacks", "crlf_paths.txt").read_text(encoding="utf-8").split()
    paths += [f"/questions/1/x{path[1:]}" for path in paths] + [f"/search?q={path[1:]}" for path in paths]
    paths += [f"/language/en?next={path}" for path in paths[:17]] + [f"/topics/{path[1:]}" for path in paths[:17]]
    for path in paths:
        answer = guest.get(path)
        assert answer.status_code < 500, path
        for name, value in answer.headers:
            assert not re.search(r"[\r\n]", value), path
            assert not (name.lower() in names and "crlf=" in value), path


@pytest.fixture
def public_app(tmp_path):
    """As on a server: a name of its own, TLS, no development mode."""
    settings = config.load(
        {}, data_dir=tmp_path, base_url="https://portal.test", limits=False, log_level="error", search_url="memory:"
    )
    app = fresh.for_tests(create_app(settings))
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.data
def test_unknown_hosts_are_refused(public_app):
    client = public_app.test_client()
    assert client.get("/help", headers={"Host": "portal.test"}).status_code == 200
    for headers in [{"Host": "evil.test"}, {"Host": ""}, *lines("host_header.jsonl", "headers")]:
        named = {name: value for name, value in headers.items() if isinstance(value, str)}
        if any(re.search(r"[\r\n]", value) for value in named.values()):
            continue  # no server lets such a header through to us
        for path in ("/help", "/reset", "/questions/feed.atom", "/opensearch.xml"):
            answer = client.get(path, headers=named)
            assert answer.status_code in {200, 400, 404, 421}, (headers, answer.status_code)
            assert "evil.test" not in answer.text + str(answer.headers), headers
            if named.get("Host", "portal.test").split(":")[0].rstrip(".").lower() != "portal.test":
                assert answer.status_code >= 400, headers


@pytest.mark.data
def test_letters_have_one_reader_and_no_added_header(app, cast):
    for value in ["a\nBcc: victim@evil.test", *texts("email_header.jsonl")]:
        for fields in ({"to": "carla@example.org", "subject": value}, {"to": value, "subject": "Hello"}):
            try:
                made = mail.compose(app.config["PORTAL"], mail.Message(text=value, message_id="<1@x>", **fields))
            except (ValueError, mail.Refused):
                continue
            head = made.as_bytes().replace(b"\r\n", b"\n").split(b"\n\n")[0]
            assert not re.search(rb"(?mi)^(bcc|cc|x-injected)\s*:", head), value
            assert [len(made.get_all(name)) for name in ("To", "Subject", "From")] == [1, 1, 1]
            assert len(made["To"].addresses) <= 1, value


def texts(name):
    return [value for value in lines(name, "value") if isinstance(value, str)]


@pytest.mark.data
def test_no_address_carries_another_reader(app, cast, as_):
    """Registering and asking for a reset with such an address writes to nobody else."""
    folder = mail.folder(app.config["PORTAL"])
    before = {path.name for path in folder.glob("*")} if folder and folder.exists() else set()
    guest = as_(cast.guest)
    for value in ["a@example.org\nBcc: victim@evil.test", *texts("email_header.jsonl")]:
        guest.post("/register", data={"name": value, "email": value, "password": "a good long password 17"})
        guest.post("/reset", data={"email": value})
    jobs.drain()
    written = [path for path in folder.glob("*") if path.name not in before] if folder.exists() else []
    for path in written:
        head = path.read_bytes().replace(b"\r\n", b"\n").split(b"\n\n")[0]
        assert not re.search(rb"(?mi)^(bcc|cc|x-injected)\s*:", head), path.name
        assert len(re.findall(rb"(?mi)^to\s*:", head)) == 1


@pytest.mark.data
def test_the_audit_sheet_runs_nothing(app, cast, as_):
    cells = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", *lines("csv_injection.jsonl", "cell")]
    for cell in cells:
        audit.record(cast.stella, "post.hide", reason=cell[:500])
    db.session.commit()
    answer = as_(cast.ada).get("/admin/audit.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) > len(cells)
    assert [
        cell for row in rows for cell in row if re.match(r"[\s]*[=+\-@]", cell) and not re.fullmatch(r"-?\d+", cell)
    ] == []
