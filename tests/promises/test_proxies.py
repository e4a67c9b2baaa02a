"""Whose address counts: behind proxies that the settings know, the one that they name; otherwise the one that is really
there, whatever a client says of itself. Through the real server, which has a say in this as well."""

import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

from portal.core.limits import TABLE
from tests.promises import servers

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
MOST = int(TABLE["reset"].split()[0])


@pytest.fixture(params=[0, 1], ids=["no proxy", "one proxy"])
def door(request, tmp_path):
    portal = servers.Portal(tmp_path, PORTAL_LIMITS="true", PORTAL_TRUSTED_PROXIES=str(request.param))
    portal.migrate()
    portal.start()
    try:
        portal.wait_ready()
        yield request.param, portal.address
    finally:
        portal.stop()


def asker(address: str):
    """``ask(said)``: ask for a reset, saying to come from ``said``; the status."""
    with urllib.request.urlopen(f"{address}/reset", timeout=30) as page:
        cookie = page.headers["Set-Cookie"].split(";")[0]
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode()).group(1)
    data = urllib.parse.urlencode({"csrf_token": token, "email": "x"}).encode()
    return lambda said: status(f"{address}/reset", data, {"X-Forwarded-For": said, "Cookie": cookie})


def status(address: str, data: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(address, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_limits_count_the_true_address(door):
    proxies, ask = door[0], asker(door[1])
    first = [ask("203.0.113.7") for _ in range(MOST + 1)]
    assert first[-1] == 429
    assert 429 not in first[:-1]
    other = ask("203.0.113.8")
    assert (other == 429) is (proxies == 0), "a stranger who says another address is one and the same without a proxy"
    assert ask("203.0.113.8, 203.0.113.7") == 429, "what is said before the last proxy's word counts for nothing"
