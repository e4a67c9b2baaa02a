"""Users -> people without mail and password, whom a person can be linked to. Nobody is refused for a name."""

import unicodedata

from portal.accounts import names
from portal.accounts.models import Person
from portal.core import outbox, slugs
from portal.core.db import db
from portal.core.errors import Invalid
from portal.importers.ledger import Known, digest
from portal.importers.stackexchange.rows import USERS, Row, time_of
from portal.importers.stackexchange.work import CHANGED_HERE, NEW, SAME, Work
from portal.web import current

PUNCTUATION = frozenset(" -'’.,_&()·ʼ")
MARK = " (imported)"


def bring(work: Work) -> None:
    """Every user of the dump, the machine "Community" too: it owns posts there."""
    for batch in work.staging.batches(USERS):
        ids = [row["Id"] for row in batch]
        known = work.ledger.known(USERS.name, ids)
        marks = {row["Id"]: work.mark(USERS, row) for row in batch}
        verdicts = {row["Id"]: work.verdict(known.get(str(row["Id"])), marks[row["Id"]]) for row in batch}
        here = work.entities(Person, [each for each in ids if verdicts[each] not in (NEW, SAME)])
        for row in batch:
            verdict = verdicts[row["Id"]]
            if verdict == NEW:
                _add(work, row, marks[row["Id"]])
            elif verdict != SAME and not _change(
                work, row, here.get(row["Id"]), known[str(row["Id"])], marks[row["Id"]]
            ):
                continue
            work.report.note(USERS.name, verdict, "people")
        work.settle(len(batch))


def _add(work: Work, row: Row, mark: str) -> None:
    person = Person(
        created_at=time_of(row), source_site=work.origin.site, source_id=str(row["Id"]), role="member", language=""
    )
    _fill(work, person, row)
    db.session.add(person)
    work.new_people.add(row["Id"])
    work.ledger.keep(USERS.name, row["Id"], mark, digest(person.name, person.about))


def _change(work: Work, row: Row, person: Person | None, known: Known, mark: str) -> bool:
    if person is None or person.merged_into_id is not None or person.email is not None:
        work.report.leave(USERS.name, "it belongs to somebody here now", [row["Id"]])
        return False
    if known.wrote != digest(person.name, person.about):
        work.report.leave(USERS.name, CHANGED_HERE, [row["Id"]])
        return False
    before = person.name
    _fill(work, person, row)
    if person.name != before:
        outbox.put("index", kind="person", id=person.id)
    work.ledger.keep(USERS.name, row["Id"], mark, digest(person.name, person.about))
    return True


def _fill(work: Work, person: Person, row: Row) -> None:
    with db.session.no_autoflush:
        person.name = usable_name(row.get("DisplayName", ""), row["Id"], person.id)
    person.slug = slugs.slug_latin(person.name)
    person.skeleton = names.skeleton(person.name)[:120]
    person.source_url = work.origin.url(f"users/{row['Id']}") if row["Id"] > 0 else ""
    about = work.texts.of(USERS, row)
    person.about, person.about_html = about["body"], about["html"]


def usable_name(name: str, number: int, person_id: int | None = None) -> str:
    """The name as it is; where it could be taken for the team's or another person's, what is left of it without the
    words that do so and with a mark; at last a number."""
    cleaned = _cleaned(name)
    honest = [word for word in cleaned.split() if not names.reserved(word) and not names.mixed(word)]
    marked = (" ".join(honest)[: names.MOST - len(MARK)].strip() + MARK).strip()
    for candidate in (cleaned, marked if honest else ""):
        try:
            return names.check(candidate, person_id=person_id, portal_name=current.settings().name)
        except Invalid:
            continue
    return f"Member {abs(number)}"


def _cleaned(name: str) -> str:
    """Only what a name may hold: letters, figures, simple punctuation, at most two marks on a letter."""
    kept: list[str] = []
    for char in names.tidy("".join(char for char in name if not names.unseen(char))):
        allowed = unicodedata.category(char)[0] in "LMN" or char in PUNCTUATION
        piled = unicodedata.combining(char) and all(map(unicodedata.combining, kept[-2:])) and len(kept) > 1
        if not piled:
            kept.append(char if allowed else " ")
    return names.tidy("".join(kept))[: names.MOST].strip()
