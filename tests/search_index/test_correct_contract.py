"""What every engine promises of `correct` and of suggestions: what was meant, and nothing that a reader may not see."""

import time

import pytest

from search_index.engine import open_engine
from search_index.query import Query

from .corpus import DESK, ENGINES, EVERYONE, HOSTILE, STAFF, doc

MORE = [
    doc("question", 40, "Налаштування та оплата", "Об'єднання карток, з'єднання і їжа. Картка зі знижкою.", "uk"),
    doc(
        "question",
        41,
        "Login and support",
        "My account shows an error after login. Support answered. The receipt is printed.",
        "en",
    ),
    doc("question", 42, "Жалоба на холод", "Объезд закрыт, ещё жалоба. Нажмите крышку. Мёд и пчёлы.", "ru"),
    doc("case", 43, "Гугльбрюк", "Слово лише для співробітників: зимобрязк.", "uk", audience="staff"),
]


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path)
    opened.rebuild([*DESK, *MORE])
    return opened


def first(engine, text, audiences=EVERYONE):
    return next(iter(engine.correct(text, audiences)), None)


def meant(engine, text, audiences=EVERYONE):
    found = first(engine, text, audiences)
    return (found.text, found.kind) if found else None


def test_it_works(engine):
    assert meant(engine, "доствака") == ("доставка", "spelling")
    assert meant(engine, "rfhnf") == ("карта", "layout")
    assert meant(engine, "karta") == ("карта", "transliteration")
    scores = [each.score for each in engine.correct("бонсуы", EVERYONE)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("замовленя", "замовлення"), ("скрнн", None), ("приложене", "приложение"), ("dicsount", "discount"),
     ("скан", None), ("принтер", None), ("загубленну", "загублену"), ("преложение", "приложение"), ("supprt", "support")],
)  # fmt: skip
def test_misspelled(engine, typed, expected):
    found = first(engine, typed)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ыгззщке", "support"), ("ігззщке", "support"), ("ігзщке", "support"), ("дщпшт", "login"), (";fkj,f", "жалоба"), ("jnvtyf lfcnfdrf", "отмена доставка"), ("rfhnf visa", "карта visa"),
     ("[jkjl", "холод"), ("p`'lyfyyz", "з'єднання"), ("yfkfinedfyyz", "налаштування"), ("криша", None),
     ("rfhnre", "картку"), ("кришку", "крышку"), ("RFHNF", "карта"), ("'obcnm", None), ("vtl", "мёд")],
)  # fmt: skip
def test_another_layout(engine, typed, expected):
    found = first(engine, typed)
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("nalashtuvannya", "налаштування"), ("nalashtuvannia", "налаштування"), ("oplata", "оплата"), ("kartka", "картка"),
     ("zhaloba", "жалоба"), ("jaloba", "жалоба"), ("holod", "холод"), ("kholod", "холод"), ("obyezd", "объезд"),
     ("z'yednannya", "з'єднання"), ("zyednannia", "з'єднання"), ("prilojenie", "приложение"), ("logyn", "login"),
     ("prilozhenije", "приложение"), ("саппорт", "support"), ("логін", "login"), ("аккаунт", "account"),
     ("еррор", "error"), ("pchyoly", "пчёлы"), ("nazhmite", "нажмите")],
)  # fmt: skip
def test_another_script(engine, typed, expected):
    assert meant(engine, typed)[0] == expected


def test_words_that_find_something_stay(engine):
    for text in (
        "зязюбрик",
        "чайник",
        "картками",
        "cards",
        "merging",
        "бонусами",
        "ERR_1234",
        "3.2.1",
        "восстановления",
    ):
        assert engine.correct(text, STAFF) == []


def test_word_by_word_with_everything_around(engine):
    assert meant(engine, 'потерял "бонсуную кврту" is:case [cards] -rfhnf lang:ru')[0] == (
        'потерял "бонусную карту" is:case [cards] -rfhnf lang:ru'
    )
    assert meant(engine, "rfr djccnfyjdbnm rfhne?") == ("как восстановить карту?", "layout")
    assert meant(engine, "потерял  (кврту)!")[0] == "потерял  (карту)!"
    assert meant(engine, "доставка qqqqqq") is None


def test_what_is_offered_finds_something(engine):
    for text in ("доствака", "rfhnf", "karta", "саппорт", "p`'lyfyyz"):
        assert engine.search(Query(first(engine, text).text, EVERYONE)).total


@pytest.mark.parametrize("typed", ["зязюбрек", "pzp.,hbr", "zyazyubrik", "гугльбрук", "зимобряск", "hugl'briuk"])
def test_hidden_words_are_not_offered(engine, typed):
    assert all(
        not {"зязюбрик", "гугльбрюк", "зимобрязк"} & set(each.text.split()) for each in engine.correct(typed, EVERYONE)
    )
    assert engine.correct(typed, frozenset()) == []
    assert first(engine, typed, STAFF).text in ("зязюбрик", "гугльбрюк", "зимобрязк")
    assert first(engine, typed, None).text in ("зязюбрик", "гугльбрюк", "зимобрязк")


def test_hidden_words_push_nothing_aside(engine):
    before = engine.correct("приложене", EVERYONE), engine.suggest("прило", EVERYONE)
    words = [f"приложен{letter}" for letter in "абвгдежзик"]
    engine.upsert([doc("case", 500 + n, " ".join(words), " ".join(words), audience="staff") for n in range(40)])
    assert (engine.correct("приложене", EVERYONE), engine.suggest("прило", EVERYONE)) == before
    assert engine.correct("приложене", STAFF) != before[0]


def test_what_was_hidden_or_deleted_later_is_not_offered(engine):
    engine.upsert([doc("question", 60, "Синхрофазотрон"), doc("question", 61, "Термопластавтомат")])
    assert meant(engine, "синхрофазотрн")[0] == "синхрофазотрон"
    assert meant(engine, "nthvjgkfcnfdnjvfn")[0] == "термопластавтомат"
    engine.delete([("question", 60)])
    engine.upsert([doc("question", 61, "Термопластавтомат", audience="staff")])
    assert engine.correct("синхрофазотрн", EVERYONE) == engine.correct("nthvjgkfcnfdnjvfn", EVERYONE) == []
    assert engine.suggest("синхр", EVERYONE) == engine.suggest("термо", EVERYONE) == []
    assert meant(engine, "nthvjgkfcnfdnjvfn", STAFF)[0] == "термопластавтомат"


def test_a_rebuild_forgets(engine):
    engine.rebuild(DESK[:3])
    assert engine.correct("саппорт", None) == []
    assert meant(engine, "rfhne")[0] == "карту"


@pytest.mark.parametrize(
    ("typed", "number"),
    [("djccn", 8), ("vosst", 8), ("восттан", 8), ("восста", 8), ("ыгззщ", 41), ("налаштч", 40), ("nalasht", 40), ("рщц вщ", 6)],
)  # fmt: skip
def test_suggestions_forgive(engine, typed, number):
    assert number in {hit.id for hit in engine.suggest(typed, EVERYONE)}


@pytest.mark.parametrize(
    "typed", ["djccnfyjdktybt ljc", "vosstanovlenie dos", "восстоновление дос", "восстановление дос"]
)
def test_a_mistyped_word_before_the_last_one_lets_nothing_else_in(engine, typed):
    """Left out, it let in whatever begins as the last one does."""
    engine.upsert([doc("question", 70, "Восстановление доступа"), doc("question", 71, "Доставка")])
    assert [hit.id for hit in engine.suggest(typed, EVERYONE)] == [70]


def test_a_word_before_that_means_nothing_is_left_out(engine):
    engine.upsert([doc("question", 71, "Доставка")])
    assert 71 in {hit.id for hit in engine.suggest("абракадабра доставк", EVERYONE)}
    assert 71 in {hit.id for hit in engine.suggest("восстоновление доставк", EVERYONE)}  # that of a title it is not in


def test_a_word_of_hidden_things_before_the_last_one_is_one_that_stands_nowhere(engine):
    hidden, nowhere = (engine.suggest(f"{word} карт", EVERYONE) for word in ("зязюбрик", "щщщюбрик"))
    assert hidden == nowhere != []


def test_frequent_words_are_suggested_first(engine):
    engine.upsert([doc("idea", 600 + n, f"пром{chr(1072 + n)}слово редкое") for n in range(30)])
    engine.upsert([doc("idea", 700 + n, "промяокод частый") for n in range(20)])
    assert {hit.id // 100 for hit in engine.suggest("пром", EVERYONE, limit=10)} == {7}


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gives_an_answer_in_time(engine, text):
    engine.correct("z", EVERYONE)
    began = time.process_time()
    for each in engine.correct(text, EVERYONE, limit=2):
        assert each.text != text
    assert time.process_time() - began < 1.0
    assert engine.correct(text, EVERYONE, limit=0) == []


def test_long_texts_are_mended_within_bounds(engine):
    began = time.process_time()
    engine.correct("бонсуы кврта rfhnf karta саппрот ыгззщке " * 250, EVERYONE)
    engine.correct(" ".join(f"слво{chr(1072 + n % 32)}{chr(1072 + n // 32 % 32)}лка" for n in range(1_000)), EVERYONE)
    assert time.process_time() - began < 2.0
