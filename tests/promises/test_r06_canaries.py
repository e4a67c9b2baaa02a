"""R6: what one may not see is nowhere. Every text of ``world.py`` carries a word of its own; every page that can be
read by GET is read as everybody, and no word is met by a reader to whom it does not belong."""

import re

import pytest

from portal.core import visibility
from portal.core.db import db
from tests import fresh
from tests.promises import matrix
from tests.promises import world as worlds

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
READERS = ("guest", "nils", "carla", "pavel")
LISTS = {
    "/questions": ["sort=newest", "sort=active", "sort=unanswered", "sort=votes", "tab=unanswered", "page=2"],
    "/ideas": ["sort=newest", "sort=top", "sort=rising", "state=planned", "topic=cards"],
    "/cases": ["topic=cards", "kind=common_issue", "lang=en"],
    "/search": ["q=", "topic=cards", "kind=case", "kind=idea", "kind=question"],
    "/people/1/carla": ["tab=questions", "tab=answers", "tab=ideas", "tab=cases"],
    "/topics/cards": ["sort=newest", "sort=active"],
    "/cases/desk": ["part=drafts", "part=waiting", "part=archive", "part=check"],
}
WORD = re.compile(r"xyq[a-z]{8}|[a-z]+@example\.org")


@pytest.fixture(scope="module")
def world(session_app):
    with session_app.app_context():
        fresh.begin(session_app)
        yield worlds.build(session_app)
        db.session.rollback()
        db.session.remove()


@pytest.fixture(scope="module")
def readers(session_app, world):
    from tests import cast as casting

    clients = {}
    for name in (*READERS, "stella"):
        clients[name] = session_app.test_client()
        if name != "guest":
            casting.sign_in(clients[name], world.actors[name])
    return clients


@pytest.fixture(scope="module")
def addresses(session_app, world):
    """Every address that a GET can be sent to, with the number of everything that there is."""
    found = [f"{path}?{query}" for path, queries in LISTS.items() for query in queries]
    shown = matrix.Matrix.__new__(matrix.Matrix)
    shown.app, shown.world, shown.every = session_app, world, True
    adapter = session_app.url_map.bind("localhost")
    for rule in session_app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            for _, values in everything(shown, rule):
                slugs = {"slug": "x"} if "slug" in values and len(values) > 1 else {}
                found += [adapter.build(rule.endpoint, each, method="GET") for each in (values, values | slugs)]
    for (kind, _), thing in world.things.items():
        if kind in {"question", "answer"}:
            found.append(f"/{kind}s/{thing.id}/history?from=1&to=2")
        elif kind == "idea":
            found += [f"/ideas/{thing.id}/history?revision={number}" for number in (1, 2)]
        elif kind == "case":
            found += [f"/cases/{thing.id}/history/2", f"/cases/{thing.id}/voices"]
    return sorted(set(found))


def everything(shown, rule):
    if "thing_id" in rule.arguments:
        for (kind, _), thing in shown.world.things.items():
            if kind in matrix.ENTITIES:
                yield "", {"kind": kind, "thing_id": thing.id}
    else:
        yield from shown.addresses(rule)


def met(text, sought=frozenset()):
    """The words of a page, without those that the reader typed."""
    return set(WORD.findall(text)) - sought


def leaks(world, name, text, sought=frozenset()):
    return {
        (word, world.words[word].kind, world.words[word].state, world.words[word].part)
        for word in met(text, sought)
        if word in world.words and not worlds.may_see(world, name, world.words[word])
    }


def crawl(world, readers, addresses, names=READERS):
    found = {}
    for name in names:
        for address in addresses:
            if name == "pavel" and not re.match(r"/(cases|ideas|moderation|search|topics|people)", address):
                continue  # he sees more than a member only there
            answer = readers[name].get(address)
            typed = met(address)  # a page that is not found may name the address that was asked for
            if leaked := leaks(world, name, answer.text + str(answer.headers), typed):
                found[name, address] = leaked
    return found


def ask(world, readers, names=READERS):
    """Each word is searched for, in every way there is: how many answers differ from those to a word that is nowhere."""
    found, empty = {}, {}
    for word, thing in world.words.items():
        for name in names:
            if "@" in word or worlds.may_see(world, name, thing):
                continue
            for address in (f"/search?q={word}", f"/search/suggest?q={word}", f"/search/similar?title={word}"):
                if name == "carla" and "similar" in address:
                    continue
                page, path = readers[name].get(address).text, address.partition("?")[0]
                if path not in empty:
                    empty[path] = counts(readers[name].get(address.replace(word, "xyqnowhere")).text)
                if leaked := leaks(world, name, page, {word}):
                    found[name, address] = leaked
                if counts(page) != empty[path]:
                    found[name, address] = "counted"
    return found


def counts(page):
    return len(re.findall(r"<article|class=\"hit|\"url\"", page))


def test_no_page_tells(world, readers, addresses):
    assert crawl(world, readers, addresses) == {}


def test_no_search_tells(world, readers):
    assert ask(world, readers, ("guest", "nils")) == {}


def test_what_belongs_to_readers_is_met(world, readers, addresses):
    """The crawl sees what it may: a run that meets nothing would prove nothing."""
    words = set()
    for address in addresses:
        words |= met(readers["stella"].get(address, follow_redirects=True).text)
    unmet = {(thing.kind, thing.state, thing.part) for word, thing in world.words.items() if word not in words}
    assert unmet == {("draft", "own", "own draft")}


def test_control_without_sight_it_leaks(session_app, world, readers, addresses, monkeypatch):
    from sqlalchemy import true

    monkeypatch.setattr(visibility, "seen_by", lambda actor, thing: true())
    monkeypatch.setattr(visibility, "live_for", lambda actor, thing: true())
    monkeypatch.setattr(visibility, "sees", lambda actor, row: True)
    few = [address for address in addresses if re.match(r"/(questions|ideas|cases)", address)]
    assert len(crawl(world, readers, few, ("guest",))) > 20


def test_missing_and_invisible_are_one(session_app, world, readers):
    """Status, headers and body of an invisible thing are those of a thing that is not there."""
    shown = matrix.Matrix.__new__(matrix.Matrix)
    shown.app, shown.world = session_app, world
    different = []
    for rule in session_app.url_map.iter_rules():
        key = next((key for key in rule.arguments if key.endswith("_id") and key != "thing_id"), None)
        kind = matrix.kind_of(rule, key) if key else ""
        if "GET" not in rule.methods or kind not in matrix.ENTITIES:
            continue
        adapter = session_app.url_map.bind("localhost")
        for name in ("guest", "nils", "pavel"):
            for state, number in shown.states(kind):
                thing = world.things.get((kind, state))
                if thing is None or worlds.may_see(world, name, thing):
                    continue
                rest = {word: "1" if word == "number" else "x" for word in rule.arguments if word != key}
                pages = [
                    seen(readers[name].get(adapter.build(rule.endpoint, rest | {key: each})), number)
                    for each in (number, FAR + number)
                ]
                if pages[0] != pages[1]:
                    different.append((name, str(rule), state))
    assert different == []


FAR = 900_000


def seen(response, number):
    """What a reader can tell from an answer, without what is random in each; a number far off is put back."""
    text = response.text.replace(response.headers["X-Request-Id"], "").replace(str(FAR + number), str(number))
    text = re.sub(r'(nonce|value|content)="[A-Za-z0-9_.\-]{16,}"', "", text)
    random = {"X-Request-Id", "Content-Security-Policy", "Content-Length", "Set-Cookie"}
    headers = {name: value for name, value in response.headers.items() if name not in random}
    headers["Location"] = headers.get("Location", "").replace(str(FAR + number), str(number))
    return response.status_code, text, headers
