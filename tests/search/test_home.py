"""The home page."""

from tests.search import stage


def test_it_works(client, scene):
    stage.make_question(scene.carla, "Who answers me before noon today?", "Please.")
    stage.settle()
    answer = client.get("/")
    assert answer.status_code == 200
    for words in ("How can we help?", "Who answers me", "Courier did not call", "A map of parcels", "SearchAction"):
        assert words in answer.text
    assert "Set-Cookie" not in answer.headers


def test_an_empty_portal(client, cast):
    page = client.get("/").text
    assert "Every question has an answer" in page
    assert "No ideas yet" in page


def test_ones_own_language_stands_first(client, scene):
    stage.make_question(scene.carla, "Втратила картку, що робити далі?", "Картка зникла.", language="uk")
    stage.make_question(scene.carla, "Something newer in English here", "Newer.")
    stage.settle()
    page = client.get("/", headers={"Accept-Language": "uk"}).text
    assert page.index("Втратила") < page.index("Something newer")


def test_not_modified(client, scene):
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    stage.make_idea(scene.carla, "Something new on the home page")
    stage.settle()
    assert client.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_few_queries(as_, scene, count_queries):
    stage.make_question(scene.carla, "Who answers me before noon today?", "Please.")
    stage.settle()
    for actor, most in ((scene.guest, 4), (scene.nils, 6)):
        client = as_(actor)
        client.get("/")
        with count_queries() as statements:
            client.get("/")
        assert len(statements) <= most


def test_opensearch(client):
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    assert "/search?q={searchTerms}" in answer.text
