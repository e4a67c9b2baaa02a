"""R33: a cache that many share never holds a private page. The proxy below keeps whatever the rules of HTTP (RFC 9111)
let a shared cache keep, and answers from it as soon as they let it."""

import re

import pytest

from tests import fresh
from tests.promises import matrix
from tests.promises import world as worlds

pytestmark = pytest.mark.one_database


class Proxy:
    """A shared cache before the portal: one store for everybody, by address and by what ``Vary`` names."""

    def __init__(self, *, careless: bool = False) -> None:
        self.kept: dict[str, list] = {}
        self.careless, self.stored_for, self.hits = careless, [], 0

    def get(self, client, path, who, **headers):
        cookie = ";".join(f"{name[2]}={one.value}" for name, one in sorted(client._cookies.items(), key=str))
        sent = headers | ({"Cookie": cookie} if cookie else {})
        for varied, answer in self.kept.get(path, []):
            if self.careless or all(sent.get(name, "") == value for name, value in varied.items()):
                again = client.get(path, headers=headers | {"If-None-Match": answer.headers.get("ETag", "")})
                fresh = self.careless or again.status_code == 304
                if fresh:
                    self.hits += 1
                    return answer
                return self._keep(path, sent, again, who)
        return self._keep(path, sent, client.get(path, headers=headers), who)

    def _keep(self, path, sent, answer, who):
        control = {part.strip().split("=")[0].lower() for part in answer.headers.get("Cache-Control", "").split(",")}
        varied = {name.strip(): sent.get(name.strip(), "") for name in answer.headers.get("Vary", "").split(",")}
        may = answer.status_code in {200, 301, 404, 410} and not control & {"private", "no-store"} and "*" not in varied
        if may or self.careless:
            self.kept.setdefault(path, []).insert(0, (varied, answer))
            self.stored_for.append((who, path, control, "Set-Cookie" in answer.headers))
        return answer


@pytest.fixture(scope="module")
def shown(session_app):
    from portal.core.db import db

    with session_app.app_context():
        fresh.begin(session_app)
        yield matrix.Matrix(session_app)
        db.session.rollback()
        db.session.remove()


@pytest.fixture(scope="module")
def pages(shown):
    adapter = shown.app.url_map.bind("localhost")
    found = []
    for rule in shown.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static" and "thing_id" not in rule.arguments:
            found += [
                adapter.build(rule.endpoint, values, method="GET")
                for state, values in shown.addresses(rule)
                if state in {"-", "live", "private", "hidden", "members", "staff-only", "cards", "a member"}
            ]
    return found


ORDER = ("author", "staff", "guest", "member", "author", "guest")


def walk(shown, pages, proxy, order=ORDER):
    """Everybody reads everything, in an order in which an earlier reader could spoil it for a later one."""
    wrong = []
    for role in order:
        name = matrix.PEOPLE[role]
        for page in pages:
            text = proxy.get(shown.clients[role], page, role).text
            for word in set(re.findall(r"xyq[a-z]{8}", text)) - set(re.findall(r"xyq[a-z]{8}", page)):
                thing = shown.world.words.get(word)
                if thing is not None and not worlds.may_see(shown.world, name, thing):
                    wrong.append((role, page, word))
            own = shown.world.actors[name].name
            if any(f">{other}</" in text and "sign-out" in text and role == "guest" for other in ("Carla", "Stella")):
                wrong.append((role, page, own))
    return wrong


@pytest.mark.slow
def test_nobody_is_given_anothers_page(shown, pages):
    proxy = Proxy()
    assert walk(shown, pages, proxy) == []
    assert {who for who, *_ in proxy.stored_for} == {"guest"}
    assert not any(cookie for *_, cookie in proxy.stored_for)


@pytest.mark.slow
def test_control_a_careless_cache_mixes_them_up(shown, pages):
    assert walk(shown, pages, Proxy(careless=True), ("author", "guest")) != []


def test_guest_pages_may_be_kept_and_are_asked_for_again(shown):
    proxy, thing = Proxy(), shown.world.things["question", "live"]
    guest, page = shown.app.test_client(), f"/questions/{thing.id}"
    page = guest.get(page).location
    first, second = proxy.get(guest, page, "guest"), proxy.get(guest, page, "guest")
    assert first.status_code == 200
    assert proxy.hits == 1
    assert second is first
    (_, _, control, _), *_ = proxy.stored_for
    assert {"public", "no-cache"} <= control


def test_what_is_signed_in_is_private(shown, pages):
    """Also errors, redirects and fragments."""
    for page in pages:
        answer = shown.clients["author"].get(page)
        assert "private" in answer.headers["Cache-Control"], page
        assert "Cookie" in answer.headers["Vary"], page
