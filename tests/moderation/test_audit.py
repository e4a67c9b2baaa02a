"""The audit list: who reads it, how it is narrowed, and that its table is safe to open."""

import csv
import io
import json

import pytest

from portal.core import audit, spreadsheets
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, SignInNeeded
from portal.core.refs import Ref
from portal.moderation import queries
from portal.moderation.queries import Sieve
from tests.realdata import real_data


@pytest.fixture
def written(cast):
    audit.record(cast.stella, "post.hide", Ref("question", 12), "spam", was="live")
    audit.record(cast.ada, "account.set_role", Ref("person", 3), "promoted", role="staff")
    audit.record(cast.stella, "post.restore", Ref("question", 12), "mistake")
    audit.record(cast.stella, "post.hide", Ref("answer", 12), "rude")
    db.session.commit()


def actions_of(actor, *sieve):
    return [row.action for row in queries.entries(actor, Sieve(*sieve)).rows]


def test_it_works(cast, written, as_):
    assert actions_of(cast.ada) == ["post.hide", "post.restore", "account.set_role", "post.hide"]
    page = as_(cast.ada).get("/admin/audit").text
    assert page.index("post.restore") < page.index("account.set_role")


def test_narrowed(cast, written):
    assert actions_of(cast.ada, "ada") == ["account.set_role"]
    assert actions_of(cast.ada, str(cast.ada.id)) == ["account.set_role"]
    assert actions_of(cast.ada, "", "post.") == ["post.hide", "post.restore", "post.hide"]
    assert actions_of(cast.ada, "", "", "question:12") == ["post.restore", "post.hide"]
    assert actions_of(cast.ada, "", "", "answer") == ["post.hide"]
    assert actions_of(cast.ada, "", "%") == []
    assert actions_of(cast.ada, "99999999999999999999") == []


@pytest.mark.parametrize("who", ["carla", "stella", "pavel"])
def test_only_admins(cast, written, as_, who):
    with pytest.raises(Forbidden):
        queries.entries(cast.named(who), Sieve())
    for path in ("/admin/audit", "/admin/audit.csv"):
        assert as_(cast.named(who)).get(path).status_code == 403


def test_no_guests(cast, written, client):
    with pytest.raises(SignInNeeded):
        queries.entries(cast.guest, Sieve())
    assert client.get("/admin/audit").status_code == 302


def test_pages_follow_each_other(cast, written):
    first = queries.entries(cast.ada, Sieve(), size=3)
    second = queries.entries(cast.ada, Sieve(), first.next, size=3)
    assert [len(first.rows), len(second.rows), second.next] == [3, 1, ""]


def test_the_table(cast, written, as_):
    answer = as_(cast.ada).get("/admin/audit.csv?thing=question:12")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert [(row["action"], row["thing"], row["detail"]) for row in rows] == [
        ("post.restore", "question:12", ""),
        ("post.hide", "question:12", "was=live"),
    ]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def attacks():
    lines = real_data("attacks", "csv_injection.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["cell"] for line in lines]


def dangerous(cell):
    """What a spreadsheet may run: a formula sign first, after what it passes over."""
    bare = cell.lstrip(" \t\r\n\"'\u200b\ufeff") if not cell.startswith("'") else ""
    return cell[:1] in {"\t", "\r", "\n"} or bare[:1] in set("=+-@＝＋－＠")


@pytest.mark.data
def test_no_cell_is_a_formula(cast, as_):
    cells = attacks()
    assert sum(map(dangerous, cells)) > 20  # the control: written as they are, these would run
    for cell in cells:
        audit.record(cast.stella, "post.hide", Ref("question", 1), cell.replace("\0", ""), note=cell.replace("\0", ""))
    db.session.commit()
    text = as_(cast.ada).get("/admin/audit.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(cells) + 1
    assert [cell for row in rows for cell in row if dangerous(cell)] == []
    assert rows[0][0] not in {"ID", "SYLK"}


def test_numbers_and_words_stay():
    assert [spreadsheets.cell(value) for value in (5, -5, 1.5, None, "so", "a=b", "Анна")] == [
        5, -5, 1.5, "", "so", "a=b", "Анна",
    ]  # fmt: skip


def test_it_is_append_only(cast, written):
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(db.delete(AuditEntry))
    db.session.rollback()
