"""Promise R30: hostile and broken dumps are refused with file and line, in bounded memory, and leave nothing behind."""

import pytest

from portal.accounts.models import Person
from portal.core.db import db
from portal.importers import stackexchange
from portal.importers.models import ImportedRow
from portal.questions.models import Question
from tests.importers import dumps
from tests.importers.dumps import WHEN, answer, question, user
from tests.importers.test_take import one
from tests.realdata import real_data

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<posts>\n'
ROW = f'<row Id="1" PostTypeId="1" CreationDate="{WHEN}" Title="A title" Body="x" />\n'


def nothing_here():
    db.session.rollback()
    return [model.__name__ for model in (Question, Person, ImportedRow) if db.session.scalar(db.select(model).limit(1))]


BROKEN = {
    "cut off": (HEAD + ROW, 4, "not well-formed"),
    "half a row": (HEAD + ROW + '<row Id="2"', 4, "not well-formed"),
    "wrong order": (HEAD + ROW + "</row></posts>", 4, "not well-formed"),
    "no Id": (HEAD + ROW + '<row PostTypeId="1" />\n</posts>', 4, "without Id"),
    "an empty Id": (HEAD + ROW + '<row Id="" PostTypeId="1" />\n</posts>', 4, "without Id"),
    "no type": (HEAD + '<row Id="2" />\n</posts>', 3, "without PostTypeId"),
    "a word as Id": (HEAD + ROW.replace('"1"', '"one"', 1) + "</posts>", 3, "no whole number"),
    "a huge Id": (HEAD + ROW.replace('"1"', f'"{10**18}"', 1) + "</posts>", 3, "no whole number"),
    "a huge number": (HEAD + ROW.replace(" />", ' Score="9999999999" />') + "</posts>", 3, "no whole number"),
    "a bad date": (HEAD + ROW.replace("2019-03", "2019-13") + "</posts>", 3, "no date"),
    "the same Id twice": (HEAD + ROW + ROW + "</posts>", 4, "twice"),
    "another root": (HEAD.replace("posts", "users") + ROW + "</users>", 2, "<users>"),
    "something else inside": (HEAD + "<b/></posts>", 3, "<b>"),
    "rows in rows": (HEAD + ROW.replace("/>", ">") + ROW + "</row></posts>", 4, "expected"),
    "empty": ("", 1, "not well-formed"),
    "no XML": ("Id,Title\n1,Hello", 1, "not well-formed"),
    "an unknown encoding": (HEAD.replace("utf-8", "klingon") + ROW + "</posts>", 1, "encoding"),
    "a document type": ("<!DOCTYPE posts>\n<posts></posts>", 1, "document types"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_named_with_their_line(app, tmp_path, text, line, words):
    folder = dumps.write(tmp_path / "dump", Posts=text, Users=[user(5, "Marta")])
    with pytest.raises(stackexchange.DumpError, match=words) as refused:
        dumps.bring(folder)
    assert (refused.value.file, refused.value.line) == ("Posts.xml", line)
    assert str(refused.value).startswith(f"Posts.xml:{line}: ")
    assert nothing_here() == []


def test_wrong_bytes(app, tmp_path):
    folder = dumps.write(tmp_path / "dump", Posts="")
    (folder / "Posts.xml").write_bytes((HEAD + ROW.replace("A title", "Карта")).encode("cp1251"))
    with pytest.raises(stackexchange.DumpError, match=r"Posts\.xml:3: not well-formed"):
        dumps.bring(folder)


def test_other_encodings_are_read_when_they_say_so(dump, tmp_path):
    folder = dumps.write(tmp_path / "dump", Posts="")
    text = (HEAD + ROW.replace("A title", "Где карта") + "</posts>").replace("utf-8", "windows-1251")
    (folder / "Posts.xml").write_bytes(text.encode("cp1251"))
    dumps.bring(folder)
    assert (one(Question, 1).title, one(Question, 1).language) == ("Где карта", "ru")


def test_posts_must_be_there(app, tmp_path):
    with pytest.raises(stackexchange.DumpError, match=r"Posts\.xml: is missing"):
        dumps.bring(dumps.write(tmp_path / "dump", Users=[user(5, "Marta")]))
    with pytest.raises(stackexchange.DumpError, match="is no folder"):
        dumps.bring(tmp_path / "nowhere")


def test_a_mistake_at_the_very_end_leaves_nothing(app, tmp_path):
    folder = dumps.write(tmp_path / "dump", Posts=[question(n) for n in range(1, 50)], Badges="<badges><row/></badges>")
    with pytest.raises(stackexchange.DumpError, match=r"Badges\.xml:1: a row without Id"):
        dumps.bring(folder)
    assert nothing_here() == []


@pytest.mark.parametrize("stage", stackexchange.STAGES)
def test_stopping_leaves_nothing(app, tmp_path, stage):
    folder = dumps.write(tmp_path / "dump", Posts=[question(n) for n in range(1, 500)], Users=[user(5, "Marta")])
    seen = []

    def note(now, done, total):
        seen.append(now)
        if now == stage and seen.count(stage) > (stage != "Reading"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dumps.bring(folder, note=note)
    assert nothing_here() == []


@pytest.mark.data
def test_known_attacks(app, tmp_path):
    hostile = [path.read_text() for path in sorted(real_data("attacks", "xml").glob("*.xml"))]
    hostile += [
        line for line in real_data("attacks", "xml", "xxe_fuzzing.txt").read_text().splitlines() if line.strip()
    ]
    assert len(hostile) > 10
    for text in hostile:
        with pytest.raises(stackexchange.DumpError, match=r"^Posts\.xml:\d+: "):
            dumps.bring(dumps.write(tmp_path / "dump", Posts=text))
    assert nothing_here() == []


@pytest.mark.parametrize("root", ["posts", "data"])
def test_entities_are_refused_before_they_grow(app, tmp_path, root):
    bomb = '<!ENTITY a "x">' + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?>\n<!DOCTYPE {root} [{bomb}]>\n<{root}><row Id="&j;"/></{root}>'
    with pytest.raises(stackexchange.DumpError, match=r"Posts\.xml:2: document types and entities"):
        dumps.bring(dumps.write(tmp_path / "dump", Posts=text))


@pytest.mark.parametrize("name", ["", " ", "x" * 100, "a\u202eb"])
def test_names_of_sites(app, tmp_path, name):
    folder = dumps.write(tmp_path / "dump", Posts=[question(1)])
    if name.strip():
        with pytest.raises(stackexchange.UnknownOrigin):
            dumps.bring(folder, site=name)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//example.org", "https://", "https://a.example/?x=1", "https://a b"]
)
def test_addresses_of_sites(app, tmp_path, url):
    with pytest.raises(stackexchange.UnknownOrigin):
        dumps.bring(dumps.write(tmp_path / "dump", Posts=[question(1)]), url=url)


def test_hostile_bodies_are_text(dump, client):
    vectors = [
        "<script>alert(1)</script>words",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">go</a>',
    ]
    dump(
        Posts=[question(1, Body=vectors[0]), answer(2, Body=vectors[1]), answer(3, Body=vectors[2])],
        Comments=[{"Id": n, "PostId": 1, "Text": text, "CreationDate": WHEN} for n, text in enumerate(vectors)],
    )
    found = one(Question, 1)
    page = client.get(f"/questions/{found.id}/{found.slug}").text
    assert "words" in page
    assert [
        page[max(0, page.find(each) - 150) : page.find(each) + 80]
        for each in ("<script>alert", "<img src=x", '<a href="javascript:')
        if each in page
    ] == []


@pytest.mark.parametrize(
    "body",
    ["<b>" * 5000 + "deep", "<p>" + "long words " * 30_000 + "</p>", "<p>*</p>" * 6500, "[" * 50_000, "<td>" * 9000],
)
def test_what_is_too_complex_is_kept_as_words(dump, client, body):
    dump(Posts=[question(1, Body=body)], Comments=[{"Id": 1, "PostId": 1, "Text": body, "CreationDate": WHEN}])
    found = one(Question, 1)
    assert client.get(f"/questions/{found.id}/{found.slug}").status_code == 200
