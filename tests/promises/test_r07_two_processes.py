"""R7 and R11 over two web processes and a worker on one database: what one process decides holds at once in the other,
though the other has kept the pages, and though browsers hold copies of them and of the cookie."""

import re
import time
import urllib.error
import urllib.request

import pytest

from portal.accounts import passwords
from portal.accounts.models import Person
from portal.core import stewards
from portal.core.db import db
from portal.search import engine
from tests import cast as casting
from tests.cases import stage
from tests.ideas.conftest import actions as ideas
from tests.promises import servers
from tests.questions.written import make_answer, make_question, make_topics

pytestmark = pytest.mark.slow
DOORS = ("web", "web-2")
WORDS = {"question": "quokkabell", "answer": "wombatrill", "idea": "numbatling", "case": "bilbywhisk"}


class Reader:
    """A browser that keeps copies and asks whether they are still good, whichever process it meets."""

    def __init__(self, portal, cookie: str = "") -> None:
        self.portal, self.cookie = portal, cookie
        self.held: dict[str, tuple[str, str]] = {}

    def sees(self, door: str, page: str, sign: str) -> bool:
        """Is ``sign`` on the page? A 304 shows the copy that is held."""
        mark, copy = self.held.get(page, ("", ""))
        headers = ({"Cookie": f"portal={self.cookie}"} if self.cookie else {}) | (
            {"If-None-Match": mark} if mark else {}
        )
        request = urllib.request.Request(self.portal.doors[door] + page, None, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                mark, copy = answer.headers.get("ETag", ""), answer.read().decode()
        except urllib.error.HTTPError as answer:
            if answer.code != 304:
                mark, copy = "", answer.read().decode()
        self.held[page] = (mark, copy)
        return sign in copy


class Town:
    """Two web processes and a worker, and a thing of each kind with a word of its own."""

    def __init__(self, folder, database_url) -> None:
        self.portal, self.app, self.cast = servers.fresh(
            folder, processes=(*DOORS, "worker"), database_url=database_url
        )
        self.index = engine.current()
        with self.app.test_request_context():
            self.things = self._things()
        with self.app.app_context():
            self.stella = self.person(self.cast.stella)

    def _things(self):
        """``kind -> (id, (kind, id) in the index, [(page, what on it shows the thing)])``."""
        cast = self.cast
        make_topics()
        title = {kind: f"A word about {word}" for kind, word in WORDS.items()}
        question = make_question(cast.carla, title=title["question"], body="Where?")
        other = make_question(cast.nils, title="Something without it", body="Nothing.")
        answer = make_answer(cast.carla, other, f"It is called {WORDS['answer']}.")
        idea = ideas.propose(cast.carla, title=title["idea"], body="Please.", topics=["cards"])
        case = stage.published(cast.stella, title=title["case"])
        db.session.commit()
        found = {}
        for kind, row, host, under in (
            ("question", question, question, "questions"), ("answer", answer, other, "questions"),
            ("idea", idea, idea, "ideas"), ("case", case, case, "cases"),
        ):  # fmt: skip
            page = f"/{under}/{host.id}/{host.slug}"
            if (
                kind == "answer"
            ):  # its page stays; search goes on finding that until the index follows, but not the words
                pages = [(page, "It is called"), (f"{page.rpartition('/')[0]}/feed.atom", "It is called")]
                pages += [(f"/search?q={WORDS[kind]}", "It is called")]
            else:
                pages = [(each, title[kind]) for each in (page, f"/{under}", f"/{under}/feed.atom")]
                pages += [(f"/search?q={WORDS[kind]}", page)]
            found[kind] = (row.id, ("question" if kind == "answer" else kind, host.id), pages)
        db.session.remove()
        return found

    def person(self, actor):
        return servers.Person(self.portal, self.app, actor)

    def decide(self, kind: str, verb: str) -> None:
        """Through the page of staff, at the first process."""
        path = f"/moderation/{kind}/{self.things[kind][0]}"
        page = self.stella.get(path)
        status = self.stella.post(path, choice=f"{verb}:other", text="Because of this.", seen=_field(page, "seen"))
        assert status == 303, (kind, verb, status)

    def set_visibility(self, kind: str, to: str) -> None:
        with self.app.app_context():
            row = stewards.of(kind).get(self.things[kind][0])
            row.visibility = to
            row.version += 1  # as every action does that changes a thing
            db.session.commit()
            db.session.remove()

    def shown(self, readers, kind) -> list[bool]:
        """What each reader sees behind each door on each page."""
        return [
            reader.sees(door, page, sign)
            for door in reversed(DOORS)
            for reader in readers
            for page, sign in self.things[kind][2]
        ]

    def until(self, readers, kind) -> float:
        """Seconds until everybody finds the thing everywhere, also by search."""
        return _seconds(lambda: all(self.shown(readers, kind)))

    def until_index(self, kind) -> float:
        """Seconds until the index has let go of it: search asks the database as well and cannot show it before."""
        return _seconds(lambda: self.things[kind][1] not in {(each, number) for each, number, _ in self.index.refs()})

    def until_gone(self, reader, kind) -> float:
        """Seconds until the word no longer finds the question of the answer."""
        search, page = self.things[kind][2][-1][0], self.things[kind][2][0][0]
        return _seconds(lambda: not any(reader.sees(door, search, page) for door in DOORS))


def _seconds(well) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 60:
        if well():
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError("not within a minute")


def _field(page: str, name: str) -> str:
    tag = next(each for each in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in each)
    return re.search(r'value="([^"]*)"', tag).group(1)


@pytest.fixture(scope="module")
def town(tmp_path_factory, request):
    from tests.conftest import POSTGRES, database

    url = database(request.getfixturevalue("postgres_server")) if POSTGRES else ""
    made = Town(tmp_path_factory.mktemp("town"), url)
    made.portal.start()
    try:
        made.portal.wait_ready()
        yield made
    finally:
        made.portal.stop()


HOW = [("hide", "restore"), ("delete", "restore"), ("staff", "public")]


@pytest.mark.parametrize(
    ("kind", "there", "back"), [(kind, *how) for kind in WORDS for how in HOW if (kind, how[0]) != ("answer", "staff")]
)
def test_what_one_process_decides_the_other_shows(town, kind, there, back):
    """An answer has no visibility of its own: it is seen by those who see its question."""
    with town.app.app_context():
        nils = town.person(town.cast.nils)
    readers = [Reader(town.portal), Reader(town.portal, nils.cookie)]
    town.until(readers, kind)
    assert all(town.shown(readers, kind)), "both processes have the pages now, and both browsers hold copies"
    change = town.set_visibility if there == "staff" else town.decide
    change(kind, there)
    began = time.monotonic()
    assert not any(town.shown(readers, kind)), "stale, the very first time it is asked for"
    pages = time.monotonic() - began
    left = (
        0.0 if there == "staff" else town.until_gone(readers[0], kind) if kind == "answer" else town.until_index(kind)
    )
    change(kind, back)
    assert all(
        reader.sees(door, page, sign)
        for door in reversed(DOORS)
        for reader in readers
        for page, sign in town.things[kind][2]
        if not page.startswith("/search")
    ), "and as soon back"
    found = town.until(readers, kind)
    print(f"{kind} {there}: {pages:.2f} s for all pages, index let go {left:.1f} s, found again {found:.1f} s")
    assert max(left, found) < servers.patience(5)


def test_a_cookie_ends_everywhere(town):
    """Signed out, suspended, password changed or role taken in one process: the copied cookie is worth nothing in the
    other, which answered to it a moment ago."""
    with town.app.app_context():
        for name in ("amir", "pavel", "ada"):
            db.session.get(Person, town.cast.named(name).id).password_hash = passwords.hashed(casting.PASSWORD)
        db.session.commit()
        amir, pavel, ada = (town.person(town.cast.named(name)) for name in ("amir", "pavel", "ada"))
        second = town.person(town.cast.ada)
        db.session.remove()
    thief = {person: Reader(town.portal, person.cookie) for person in (amir, pavel, ada, second)}

    def accepted(person):
        return [thief[person].sees(door, "/settings/devices", "/sign-out") for door in (*DOORS, *DOORS)]

    assert all(all(accepted(person)) for person in thief)
    amir.get("/settings/devices")
    assert amir.post("/sign-out") == 303
    assert not any(accepted(amir))
    ada.get(f"/staff/people/{town.cast.pavel.id}")
    assert ada.post(f"/staff/people/{town.cast.pavel.id}/suspend", reason="Left us.") == 303
    assert not any(accepted(pavel))
    ada.get("/settings/password")
    assert ada.post("/settings/password", old=casting.PASSWORD, password="an entirely different long sentence") == 303
    assert not any(accepted(ada)), "the id from before the change"
    assert not any(accepted(second)), "the other device"


def test_a_role_that_is_taken_is_gone_everywhere(town):
    with town.app.app_context():
        guest = Reader(town.portal, town.person(town.cast.stella).cookie)
        db.session.remove()
    assert all(guest.sees(door, "/staff/people", "Nils") for door in DOORS)
    for role, sees in (("member", False), ("staff", True)):
        with town.app.app_context():
            db.session.get(Person, town.cast.stella.id).role = role
            db.session.commit()
            db.session.remove()
        assert [guest.sees(door, "/staff/people", "Nils") for door in DOORS] == [sees] * 2


def test_control_a_change_without_a_new_version_stays_unseen(town):
    """The pages really are kept: written past the actions, so without a new version, a change does not show."""
    readers = [Reader(town.portal)]
    town.until(readers, "answer")
    page, sign = town.things["answer"][2][0]
    with town.app.app_context():
        row = stewards.of("answer").get(town.things["answer"][0])
        kept, row.html = row.html, "<p>Something else.</p>"
        db.session.commit()
        stale = [readers[0].sees(door, page, sign) for door in DOORS]
        row.html = kept
        db.session.commit()
        db.session.remove()
    assert all(stale)
