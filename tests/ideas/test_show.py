"""The page of one idea."""

from xml.etree import ElementTree as ET

from portal.core.db import db
from portal.ideas import actions

ATOM = "{http://www.w3.org/2005/Atom}"


def address(idea):
    return f"/ideas/{idea.id}/{idea.slug}"


def test_it_works(client, as_, cast, idea):
    actions.vote(cast.amir, idea.id, importance="critical")
    actions.comment(cast.amir, idea.id, body="I *need* this")
    actions.set_state(cast.pavel, idea.id, state="under_review", reason="We **ask** around.")
    actions.set_state(cast.pavel, idea.id, state="planned", reason="In spring.")
    db.session.commit()
    page = client.get(address(idea)).text
    for words in (
        "<strong>first</strong>",
        "<em>need</em>",
        "In spring.",
        "<strong>ask</strong>",
        "Planned",
        "Critical",
    ):
        assert words in page
    assert page.index("In spring.") < page.index("<strong>first</strong>")
    assert "Add the comment" in as_(cast.nils).get(address(idea)).text
    assert "Add the comment" not in page


def test_any_other_slug_leads_to_the_one_that_stands(client, idea):
    for path in (f"/ideas/{idea.id}", f"/ideas/{idea.id}/old-words"):
        answer = client.get(path)
        assert (answer.status_code, answer.location) == (301, address(idea))


def test_an_id_that_is_not_there(client, app):
    assert client.get("/ideas/424242/x").status_code == 404
    assert client.get(f"/ideas/{2**63}/x").status_code == 404


def test_guests_are_answered_304_until_it_changes(client, cast, idea):
    etag = client.get(address(idea)).headers["ETag"]
    assert client.get(address(idea), headers={"If-None-Match": etag}).status_code == 304
    actions.vote(cast.amir, idea.id, importance="nice")
    db.session.commit()
    assert client.get(address(idea), headers={"If-None-Match": etag}).status_code == 200
    assert "Set-Cookie" not in client.get(address(idea)).headers


def test_what_each_may_press(as_, cast, idea):
    def page_of(actor):
        return as_(actor).get(address(idea)).text

    state, edit = f"/ideas/{idea.id}/state", f"/ideas/{idea.id}/edit"
    assert [state in page_of(one) for one in (cast.guest, cast.nils, cast.stella, cast.pavel, cast.ada)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert [edit in page_of(one) for one in (cast.nils, cast.carla, cast.stella)] == [False, True, True]


def test_query_budget(client, as_, cast, idea, count_queries):
    for number in range(5):
        actions.comment(cast.amir, idea.id, body=f"Comment {number}")
    actions.set_state(cast.pavel, idea.id, state="planned", reason="Soon.")
    db.session.commit()
    signed_in, path = as_(cast.amir), address(idea)
    db.session.remove()
    with count_queries() as guest:
        client.get(path)
    with count_queries() as member:
        signed_in.get(path)
    assert len(guest) <= 4, guest
    assert len(member) <= 7, member


def test_its_feed(client, cast, idea):
    actions.comment(cast.amir, idea.id, body="I need this <script>alert(1)</script>")
    actions.set_state(cast.pavel, idea.id, state="planned", reason="Soon.")
    db.session.commit()
    answer = client.get(f"/ideas/{idea.id}/feed.atom")
    entries = ET.fromstring(answer.data).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Planned", "Comment by Amir", idea.title]
    assert "<script>" not in entries[1].find(f"{ATOM}content").text
