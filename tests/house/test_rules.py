"""The rules of the house that can be read off the source. Import floors are contracts in pyproject.toml."""

import ast
import re

import pytest

from tests.house import sources

pytestmark = pytest.mark.one_database

FLASK = re.compile(r"^(flask|werkzeug)(\.|$|_(login|wtf|limiter|migrate)\b)")
MAY_IMPORT_FLASK = re.compile(r"^portal/(web/|cli/|api/|app\.py|[a-z]+/routes(\.py|/))")
MAY_COMMIT = re.compile(
    r"^search_index/engines/|^portal/(web/transaction|core/(outbox|jobs)|cli/|demo|importers/|questions/views|accounts/last_seen|search/(journal|keeper)|cases/caretaker|gaps/gatherer)"
)
# Names and passwords, once their length is bounded; a single character; the first words of a search.
MAY_NORMALISE = re.compile(
    r"^search_index/composing\.py|^portal/(accounts/(names|passwords)|core/spreadsheets|search/wording)\.py"
)
BANNED = re.compile(r"(^|/)(utils?|helpers?|common|misc|base|managers?)(\.py$|/)")


def offenders(test):
    return [found for path in sources.python_files() for found in test(path)]


def test_only_routes_and_web_import_flask():
    def check(path):
        if not MAY_IMPORT_FLASK.match(sources.name(path)):
            yield from (f"{sources.name(path)}: {name}" for name in sources.imports(path) if FLASK.match(name))

    assert offenders(check) == []


def test_one_place_commits():
    def check(path):
        if not MAY_COMMIT.match(sources.name(path)):
            yield from (
                f"{sources.name(path)}:{number}"
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if ".commit()" in line
            )

    assert offenders(check) == []


def test_only_richtext_makes_markup():
    def check(path):
        if not sources.name(path).startswith("portal/core/richtext") and re.search(r"\bMarkup\(", path.read_text()):
            yield sources.name(path)

    assert offenders(check) == []


def test_one_place_brings_text_into_one_form():
    """``unicodedata.normalize`` may cost the square of a length: ``search_index.composing`` bounds it."""

    def check(path):
        if not MAY_NORMALISE.match(sources.name(path)) and "normalize(" in path.read_text():
            yield sources.name(path)

    assert offenders(check) == []


def test_times_come_from_the_clock():
    def check(path):
        ours = sources.name(path).startswith("portal/") and sources.name(path) != "portal/core/clock.py"
        if ours and re.search(r"datetime\.(now|utcnow)\(|date\.today\(", path.read_text()):
            yield sources.name(path)

    assert offenders(check) == []


def test_no_file_is_called_utils():
    assert [sources.name(path) for path in sources.python_files() if BANNED.search(sources.name(path))] == []


def test_events_are_frozen():
    def check(path):
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.ClassDef) or not any(getattr(base, "id", "") == "Event" for base in node.bases):
                continue
            if "frozen=True" not in " ".join(ast.unparse(each) for each in node.decorator_list):
                yield f"{sources.name(path)}: {node.name}"

    assert offenders(check) == []


def test_every_event_is_wired(session_app):
    from portal import wiring
    from portal.core.events import Event

    def family(kind):
        for child in kind.__subclasses__():
            yield child
            yield from family(child)

    assert {kind.__name__ for kind in family(Event)} - {kind.__name__ for kind in wiring.REACTIONS} == set()


def test_files_are_small():
    def check(path):
        text = path.read_text()
        count = text.count("\n")
        if count > 300 and "Longer than 300 lines because" not in text[:1500]:
            yield f"{sources.name(path)}: {count} lines"

    assert offenders(check) == []


def test_functions_are_short():
    def check(path):
        lines = path.read_text().splitlines()
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.FunctionDef) or node.end_lineno - node.lineno < 40:
                continue
            if not any("# long:" in line for line in lines[node.lineno - 2 : node.lineno + 3]):
                yield f"{sources.name(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"

    assert offenders(check) == []
