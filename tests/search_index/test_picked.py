"""What the caller picked for a query (`Query.first`), over every engine."""

from search_index.document import Key
from search_index.query import Query

from .corpus import EVERYONE
from .test_engine_contract import found


def test_what_was_picked_stands_first_and_counts_once(engine):
    plain = engine.search(Query("карта", EVERYONE))
    for key in (Key("idea", 10), Key("question", 13), Key("case", 999), Key("case", 12)):
        assert key not in {hit[:2] for hit in plain.hits}
    picked = engine.search(Query("карта", EVERYONE, first=(Key("idea", 10), Key("case", 12), Key("case", 999))))
    assert picked.hits[0][:2] == ("idea", 10)
    assert [hit[:2] for hit in picked.hits[1:]] == [hit[:2] for hit in plain.hits]
    assert picked.total == plain.total + 1 == sum(picked.facets["kind"].values())
    last = Key(*plain.hits[-1][:2])
    moved = engine.search(Query("карта", EVERYONE, first=(last, Key("idea", 10)), limit=2))
    assert [hit[:2] for hit in moved.hits] == [last, ("idea", 10)]
    assert moved.total == plain.total + 1
    rest = engine.search(Query("карта", EVERYONE, first=(last, Key("idea", 10)), offset=2))
    assert last not in {hit[:2] for hit in rest.hits}
    assert found(engine, "абракадабра", first=(last,)) == [last]
    assert found(engine, "карта", kinds=("case",), first=(Key("idea", 10),)) == found(engine, "карта", kinds=("case",))


def test_what_was_picked_keeps_to_every_filter_and_sort(engine):
    first = (Key("idea", 10), Key("question", 3))
    everything = found(engine, "карта", first=first, limit=50)
    assert everything[:2] == list(first)
    pages = [found(engine, "карта", first=first, limit=1, offset=at) for at in range(len(everything) + 1)]
    assert [key for page in pages for key in page] == everything
    assert found(engine, "карта", first=(*first, *first), limit=50) == everything
    assert first[0] not in found(engine, "карта -[app]", first=first)
    assert first[1] in found(engine, "карта is:question", first=first)
    assert first[0] not in found(engine, "карта is:question", first=first)
    assert first[0] in found(engine, "карта -чайник", first=first)
    assert set(found(engine, "карта", first=first, limit=50, sort="newest")) == set(everything)
    newest = found(engine, "is:idea", sort="newest")
    assert found(engine, "is:idea", first=(Key("idea", 10),)) == newest
    assert found(engine, "", first=first) == []
    results = engine.search(Query("карта", EVERYONE, first=first, kinds=("idea",)))
    assert (results.hits[0][:2], results.total) == (first[0], len(results.hits))
    assert results.facets["kind"]["question"] == len([key for key in everything if key[0] == "question"])
