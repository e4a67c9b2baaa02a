"""docs/security.md speaks of every requirement of OWASP ASVS 5.0.0 of levels 1 and 2, and claims nothing without saying
what shows it."""

import re

import pytest

from tests.house.sources import ROOT

pytestmark = pytest.mark.one_database
# chapter.section -> the numbers of levels 1 and 2. Sections that do not apply as a whole stand as one line (``()``).
REQUIRED = {
    "1.1": (1, 2), "1.2": range(1, 10), "1.3": range(1, 12), "1.4": (1, 2, 3), "1.5": (1, 2),
    "2.1": (1, 2, 3), "2.2": (1, 2, 3), "2.3": (1, 2, 3, 4), "2.4": (1,),
    "3.2": (1, 2), "3.3": (1, 2, 3, 4), "3.4": range(1, 7), "3.5": range(1, 6), "3.7": (1, 2),
    "4.1": (1, 2, 3), "4.2": (1,), "4.3": (), "4.4": (),
    "5.1": (1,), "5.2": (1, 2, 3), "5.3": (1, 2), "5.4": (1, 2, 3),
    "6.1": (1, 2, 3), "6.2": range(1, 12), "6.3": (1, 2, 3, 4), "6.4": (1, 2, 3, 4), "6.5": range(1, 6), "6.6": (), "6.8": (),
    "7.1": (1, 2, 3), "7.2": (1, 2, 3, 4), "7.3": (1, 2), "7.4": range(1, 6), "7.5": (1, 2), "7.6": (),
    "8.1": (1, 2), "8.2": (1, 2, 3), "8.3": (1,), "8.4": (1,),
    "9.1": (1, 2, 3), "9.2": (1, 2, 3, 4),
    "10.1": (), "10.2": (), "10.3": (), "10.4": (), "10.5": (), "10.6": (), "10.7": (),
    "11.1": (1, 2), "11.2": (1, 2, 3), "11.3": (1, 2, 3), "11.4": (1, 2, 3, 4), "11.5": (1,), "11.6": (1,),
    "12.1": (1, 2, 3), "12.2": (1, 2), "12.3": (1, 2, 3, 4),
    "13.1": (1,), "13.2": range(1, 6), "13.3": (1, 2), "13.4": range(1, 6),
    "14.1": (1, 2), "14.2": (1, 2, 3, 4), "14.3": (1, 2, 3),
    "15.1": (1, 2, 3), "15.2": (1, 2, 3), "15.3": range(1, 8),
    "16.1": (1,), "16.2": range(1, 6), "16.3": (1, 2, 3, 4), "16.4": (1, 2, 3), "16.5": (1, 2, 3),
    "17.1": (), "17.2": (), "17.3": (),
}  # fmt: skip
STATES = {"yes", "partly", "not yet", "operator", "n/a"}
ROW = re.compile(r"^\| (\d+\.\d+(?:\.\d+)?) \| ([12, ]+) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.M)


def rows():
    return ROW.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))


def test_every_requirement_has_its_line():
    wanted = [f"{section}.{number}" for section, numbers in REQUIRED.items() for number in numbers]
    wanted += [section for section, numbers in REQUIRED.items() if not numbers]
    assert sorted(row[0] for row in rows()) == sorted(wanted)


def test_every_line_says_how_things_stand_and_why():
    assert {row[3] for row in rows()} <= STATES
    assert [row[0] for row in rows() if len(row[4]) < 4] == []
    whole = {section for section, numbers in REQUIRED.items() if not numbers}
    assert [row[0] for row in rows() if row[0] in whole and row[3] not in {"n/a", "not yet"}] == []


def test_the_sum_is_told():
    """The figures above the list are those of the list."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    counted = {state: sum(row[3] == state for row in rows()) for state in STATES}
    told = {state: int(number) for number, state in re.findall(r"(\d+) (yes|partly|not yet|operator|n/a)\b", page)}
    assert told == counted
