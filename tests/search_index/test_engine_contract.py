"""What every engine promises (see `SearchEngine`), over each of them. A new engine adds itself to `corpus.ENGINES`."""

import os
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.document import Key
from search_index.engine import open_engine
from search_index.query import FACETS, Query
from tests.bench.search import documents, questions

from .corpus import DESK, ENGINES, EVERYONE, HOSTILE, MEMBERS, STAFF, doc

EXAMPLES = int(os.environ.get("PORTAL_EXAMPLES", "15"))


def found(engine, text, audiences=EVERYONE, **more):
    return [(hit.kind, hit.id) for hit in engine.search(Query(text, audiences, **more)).hits]


def test_it_works(engine):
    assert found(engine, "потерял карту")[0] == ("case", 8)
    assert found(engine, "картки")[0] == ("question", 4)
    assert found(engine, "merging card")[0] == ("question", 6)


@pytest.mark.parametrize("form", ["карта", "карты", "картой", "КАРТУ"])
def test_any_form_finds_the_same(engine, form):
    assert {("case", 8), ("question", 1)} <= set(found(engine, form))


@pytest.mark.parametrize("code", ["ERR_1234", "err_1234", "3.2.1"])
def test_codes_and_versions(engine, code):
    assert set(found(engine, code)) == {("question", 3), ("case", 9)}


def test_replaying_a_batch_changes_nothing(engine):
    before = engine.search(Query("карта", STAFF))
    for _ in range(3):
        engine.upsert(DESK[:6])
    after = engine.search(Query("карта", STAFF))
    assert (after.total, after.facets) == (before.total, before.facets)
    assert [hit[:2] for hit in after.hits] == [hit[:2] for hit in before.hits]
    assert len(list(engine.refs())) == len(DESK)


def test_an_update_replaces(engine):
    engine.upsert([replace(DESK[0], title="Где взять чек", body="", topics=(), topic_names=())])
    assert ("question", 1) not in found(engine, "потерянная карта")
    assert found(engine, "чек") == [("question", 1)]


def test_the_last_of_a_batch_counts(engine):
    engine.upsert([doc("idea", 50, "первый вариант"), doc("idea", 50, "второй вариант")])
    assert found(engine, "вариант") == [("idea", 50)]
    assert found(engine, "первый") == []


def test_delete(engine):
    engine.delete([("case", 8), ("case", 999)])
    assert ("case", 8) not in found(engine, "карта")
    assert Key("case", 8) not in {(ref.kind, ref.id) for ref in engine.refs()}
    engine.delete([("case", 8)])


def test_refs_tell_the_stamp(engine):
    assert {(ref.kind, ref.id): ref.stamp for ref in engine.refs()} == {each.key: each.stamp for each in DESK}


def test_each_change_is_another_generation(engine):
    seen = [engine.generation()]
    engine.upsert(DESK[:1])
    seen.append(engine.generation())
    engine.delete([("question", 1)])
    seen.append(engine.generation())
    engine.rebuild(DESK)
    assert len({*seen, engine.generation()}) == 4
    assert engine.generation() == engine.generation()


def test_hidden_things_never_show(engine):
    for text in ("зязюбрик", "утеря", "скрипт", '"зязюбрик вслух"', "[secret-topic]"):
        results = engine.search(Query(text, EVERYONE))
        assert (results.hits, results.total, results.facets) == ([], 0, {name: {} for name in FACETS})
    everything = engine.search(Query("карта", EVERYONE, limit=100))
    assert "secret-topic" not in everything.facets["topic"]
    assert everything.total == len(everything.hits) == sum(everything.facets["kind"].values())
    assert engine.suggest("зязю", EVERYONE) == engine.suggest("скри", EVERYONE) == []
    assert engine.similar("Скрипт: утеря карты по телефону", "зязюбрик", audiences=frozenset()) == []
    related = engine.similar("Скрипт: утеря карты по телефону", "зязюбрик", audiences=EVERYONE, limit=50)
    assert ("case", 12) not in {hit[:2] for hit in related}


def test_a_hidden_phrase_does_not_show_by_how_it_is_loosened(engine):
    hidden = engine.search(Query('"карты по телефону"', EVERYONE))
    nowhere = engine.search(Query('"телефону карты по"', EVERYONE))
    assert hidden.loosened
    assert nowhere.loosened


def test_wider_sight_sees_more(engine):
    assert found(engine, "зязюбрик", STAFF) == [("case", 12)]
    assert ("question", 13) in found(engine, "семейная карта", MEMBERS)
    assert ("question", 13) not in found(engine, "семейная карта", EVERYONE)
    assert found(engine, "карта", frozenset()) == []


def test_kinds_narrow_hits_but_not_their_own_facet(engine):
    results = engine.search(Query("карта", EVERYONE, kinds=("case",)))
    assert {hit.kind for hit in results.hits} == {"case"}
    assert results.facets["kind"]["question"] > 0
    assert found(engine, "карта is:case") == found(engine, "карта", kinds=("case",))


def test_topics_must_all_be_there(engine):
    assert set(found(engine, "[app]")) == {("question", 3), ("case", 9), ("idea", 10)}
    assert found(engine, "приложение", topics=("app",)) == found(engine, "приложение [app]")
    assert found(engine, "[app] [cards]") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("карта -бонусную", {("case", 8)}), ("[app] score:>10", {("idea", 10)}), ("[cards] accepted:yes", {("question", 1)}),
     ("user:olena", {("question", 4), ("question", 5)}), ("status:planned", {("idea", 10)}),
     ("lang:uk is:idea", {("idea", 11)}), ("[cards] answers:2", {("question", 1)}),
     ("[delivery] created:>2024-03-08", {("idea", 11)})],
)  # fmt: skip
def test_operators(engine, text, expected):
    assert set(found(engine, text)) & {key for key in found(engine, text) if key[1] < 12} == expected


def test_phrases_are_found_as_written(engine):
    results = engine.search(Query('"бонусную карту"', EVERYONE))
    assert [hit[:2] for hit in results.hits] == [("question", 1)]
    assert not results.loosened
    loosened = engine.search(Query('"карту бонусную"', EVERYONE))
    assert loosened.loosened
    assert ("question", 1) in [hit[:2] for hit in loosened.hits]


def test_sort(engine):
    assert [each[1] for each in found(engine, "is:idea", sort="votes")] == [10, 11]
    assert [each[1] for each in found(engine, "is:idea", sort="newest")] == [11, 10]


def test_pages_join_without_gap_or_double(engine):
    whole = found(engine, "карта бонусы приложение", limit=50)
    pages = [found(engine, "карта бонусы приложение", limit=2, offset=at) for at in range(0, len(whole) + 2, 2)]
    assert [key for page in pages for key in page] == whole
    assert found(engine, "карта", offset=10_000) == []


def test_all_words_before_some(engine):
    engine.upsert([doc("question", 60, "бонус бонус бонус бонус"), doc("question", 61, "бонус и доставка вместе")])
    assert found(engine, "бонус вместе")[0] == ("question", 61)


def test_suggest_completes_the_last_word(engine):
    assert ("case", 8) in {hit[:2] for hit in engine.suggest("восст", EVERYONE)}
    assert {hit[:2] for hit in engine.suggest("how do i mer", EVERYONE)} == {("question", 6)}
    assert engine.suggest("how do i xyz", EVERYONE) == engine.suggest("", EVERYONE) == []
    assert engine.suggest("восст", EVERYONE, kinds=("idea",)) == []


def test_similar_finds_the_sibling_not_itself(engine):
    related = engine.similar(DESK[0].title, DESK[0].body, audiences=EVERYONE, exclude=DESK[0].key)
    assert related[0][:2] == ("case", 8)
    assert DESK[0].key not in {hit[:2] for hit in related}
    assert {hit.kind for hit in engine.similar(DESK[0].title, audiences=EVERYONE, kinds=("case",))} == {"case"}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gives_an_answer(engine, text):
    results = engine.search(Query(text, EVERYONE))
    assert results.total >= len(results.hits)
    engine.suggest(text, EVERYONE)
    engine.similar(text, text, audiences=EVERYONE)


def test_hostile_text_can_be_kept(engine):
    engine.upsert(
        [doc("question", 100 + n, text, text, topics=(text[:9],), author=text[:9]) for n, text in enumerate(HOSTILE)]
    )
    engine.upsert([doc("question", 100 + n, text, text) for n, text in enumerate(HOSTILE)])
    assert len(list(engine.refs())) == len(DESK) + len(HOSTILE)
    assert ("case", 8) in found(engine, "восстановление карты", limit=100)


def test_many_small_batches(engine):
    for number in range(200, 240):
        engine.upsert([doc("question", number, f"Партия {number}", "мелкая запись про доставку")])
        if number % 3 == 0:
            engine.delete([("question", number)])
    kept = {("question", number) for number in range(200, 240) if number % 3}
    assert set(found(engine, "мелкая запись", limit=100)) == kept
    assert set(found(engine, '"мелкая запись"', limit=100)) == kept


def test_rebuild_forgets_what_is_not_in_it(engine):
    assert engine.rebuild(DESK[:3]) == 3
    assert engine.health().documents == 3
    assert found(engine, "картка") == []


def test_health(engine):
    health = engine.health()
    assert (health.ok, health.documents, health.outdated) == (True, len(DESK), False)


LIBRARY = [doc("question", 10_000 + each.id, each.title, each.body, each.language) for each in documents(400)]


@pytest.mark.parametrize(("url", "least"), [(url, 0.9) for url in ENGINES[1:]])
def test_engines_agree_on_the_first_ten(tmp_path, url, least):
    """Mean share of the first ten that an engine has in common with the first one, over generated texts."""
    first, other = open_engine(ENGINES[0], tmp_path), open_engine(url, tmp_path)
    for each in (first, other):
        assert each.rebuild([*DESK, *LIBRARY]) == len(DESK) + len(LIBRARY)
    shares = []
    for text in ("карта бонусы", "приложение ERR_1234", "картка", "how to merge cards", *questions(40)):
        one, two = (found(each, text, limit=10) for each in (first, other))
        shares.append(len({*one} & {*two}) / max(len(one), len(two), 1))
    assert sum(shares) / len(shares) >= least


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from([*(each for each in HOSTILE if len(each) < 40), "карта", "карту", "is:", "[app]", '"карту', "-", ":", "\x00"]),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.parametrize("url", ENGINES)
def test_any_text_at_all_is_a_query(tmp_path_factory, url):
    """Whatever is typed, there is an answer, soon, and never of things the reader does not see."""
    engine = open_engine(url, tmp_path_factory.mktemp("any"))
    engine.rebuild(DESK)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(pieces=TEXTS, joint=st.sampled_from(["", " ", "\n"]), times=st.sampled_from([1, 1, 1, 40]))
    def ask(pieces, joint, times):
        text = joint.join(pieces * times)[:10_000]
        began = time.process_time()
        results = engine.search(Query(text, EVERYONE))
        engine.suggest(text, EVERYONE)
        engine.correct(text, EVERYONE)
        assert time.process_time() - began < 5
        assert results.total >= len(results.hits)
        assert ("case", 12) not in {hit[:2] for hit in results.hits}

    ask()


def test_replacing_again_and_again_changes_no_score(engine):
    """Postings keep replaced documents until segments are merged: frequent words must not become worthless."""
    many = [doc("question", 1_000 + number, f"common words number{number}") for number in range(30)]
    many.append(doc("question", 2_000, "common words singular"))
    engine.upsert([*many, *(doc("idea", 3_000 + number, f"other texts letter{number}") for number in range(60))])
    before = engine.search(Query("common singular", EVERYONE))
    for _ in range(4):
        for start in range(0, len(many), 7):
            engine.upsert(many[start : start + 7])
            again = engine.search(Query("common singular", EVERYONE))
            assert again.total == before.total == 31
            assert again.hits[0] == before.hits[0]


def test_no_audiences_at_all_means_everything(engine):
    everything = engine.search(Query("", None, kinds=("question", "case", "idea"), limit=1000))
    assert everything.total == len(DESK)
    assert engine.search(Query("", frozenset(), kinds=("question", "case", "idea"))).total == 0
