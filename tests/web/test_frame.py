"""The bar and the foot are kept: nobody gets another's, and what is put in afterwards is escaped."""

import re

from portal.web import frame


def test_it_works(client):
    page = client.get("/help?a=1&b=2").get_data(as_text=True)
    assert "/language/uk?next=/help?a%3D1%26b%3D2" in page
    assert 'name="next" value="/help?a=1&amp;b=2"' in page
    assert "mark" + "0x" not in page
    assert frame._SALT not in page


def test_nobody_gets_anothers(as_, cast, client):
    carla, amir, guest = as_(cast.carla), as_(cast.amir), client
    for _ in range(2):
        pages = [each.get("/help").get_data(as_text=True) for each in (carla, amir, guest)]
        assert cast.carla.name in pages[0]
        assert cast.carla.name not in pages[1] + pages[2]
        assert cast.amir.name in pages[1]
        assert cast.amir.name not in pages[0] + pages[2]
        tokens = [re.findall(r'name="csrf_token" value="([^"]+)"', page) for page in pages]
        assert tokens[0]
        assert tokens[1]
        assert tokens[0] != tokens[1]
        assert not tokens[2]


def test_the_team_sees_its_places(as_, cast):
    assert "/moderation" in as_(cast.stella).get("/help").get_data(as_text=True)
    assert "/moderation" not in as_(cast.carla).get("/help").get_data(as_text=True)


def test_hostile_words_are_escaped(client):
    for _ in range(2):
        page = client.get("/help", query_string={"q": '"><script>x</script>'}).get_data(as_text=True)
        assert "<script>x" not in page
        assert 'value="&#34;&gt;&lt;script&gt;x&lt;/script&gt;"' in page


def test_the_page_one_is_on_is_marked(client):
    assert 'href="/questions" aria-current="page"' in client.get("/questions").get_data(as_text=True)
    assert 'href="/questions" aria-current="page"' not in client.get("/ideas").get_data(as_text=True)


def test_whoever_chose_a_language_is_told_where(as_, cast):
    """The profile stands above the footer's links; they are no dead end."""
    carla = as_(cast.carla)
    said = "You have chosen the language of your pages in your settings"
    assert said in carla.get("/language/uk?next=/help", follow_redirects=True).text
    assert said not in carla.get("/language/en?next=/help", follow_redirects=True).text
