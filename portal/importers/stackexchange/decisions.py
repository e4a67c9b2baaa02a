"""Which answer was accepted, which question was closed and why."""

from portal.importers.ledger import Known, digest
from portal.importers.stackexchange.rows import CLOSED, HISTORY, POSTS, QUESTION, VOTES, Row, time_of
from portal.importers.stackexchange.work import NEW, SAME, Work
from portal.questions.models import Answer, Question

FACET = "decisions"
ACCEPTANCE = 1  # the vote that tells when
REASONS = {
    "1": "", "101": "",  # a duplicate: the link says it
    "2": "Off topic", "102": "Off topic",
    "3": "Opinion-based", "105": "Opinion-based",
    "4": "Not a real question", "103": "Needs details or clarity", "104": "Needs more focus",
    "7": "Too localised", "10": "General reference", "20": "Noise or pointless",
}  # fmt: skip


def bring(work: Work) -> None:
    """Accept and close as it was there. What was decided here meanwhile stays."""
    for batch in work.staging.batches(POSTS, QUESTION):
        known = work.ledger.known(FACET, [row["Id"] for row in batch])
        wanted = [row for row in batch if _decided(row) or str(row["Id"]) in known]
        here = work.entities(Question, [row["Id"] for row in wanted])
        for row in wanted:
            if row["Id"] in here:
                _settle(work, row, here[row["Id"]], known.get(str(row["Id"])))
        work.settle(len(batch))


def _decided(row: Row) -> bool:
    return "AcceptedAnswerId" in row or "ClosedDate" in row


def _settle(work: Work, row: Row, question: Question, known: Known | None) -> None:
    accepted, closed = str(row.get("AcceptedAnswerId", "")), row.get("ClosedDate", "")
    told = _last_closing(work, row) if closed else None
    mark, before = digest(accepted, closed), (known.wrote if known else "|").split("|")
    verdict = work.verdict(known, mark)
    if accepted and before[0] == accepted:
        work.report.count(SAME, "accepted")
    if closed:
        work.report.count(SAME if before[1] == closed else NEW, "closed")
    if told is not None:
        work.used_history.add(told["Id"])
        work.report.note(HISTORY.name, SAME if before[1] == closed else NEW, "closed", things=0)
    if verdict == SAME:
        return
    if before[0] != accepted:
        _accept(work, question, row.get("AcceptedAnswerId"), before[0])
    if before[1] != closed:
        _close(question, row, told, before[1])
    work.touched.add(question.id)
    work.ledger.keep(FACET, row["Id"], mark, f"{accepted}|{closed}")


def _accept(work: Work, question: Question, number: int | None, before: str) -> None:
    """Only where nobody here chose another answer."""
    found = work.entities(Answer, [int(each) for each in (number, before or None) if each is not None])
    old, new = found.get(int(before)) if before else None, found.get(number or 0)
    if question.accepted_answer_id not in (None, old.id if old else None):
        return
    if old is not None:
        question.accepted_answer_id, old.accepted_at = None, None
    if new is not None and new.question_id == question.id and new.status == "live":
        votes = (row for row in work.staging.of_post(VOTES, int(new.source_id or 0)) if row["VoteTypeId"] == ACCEPTANCE)
        vote = next(votes, {})
        work.report.count(NEW, "accepted")
        question.accepted_answer_id = new.id
        new.accepted_at = max(time_of(vote), new.created_at) if vote.get("CreationDate") else new.created_at


def _close(question: Question, row: Row, told: Row | None, before: str) -> None:
    if "ClosedDate" in row and question.state != "closed":
        reason = (told or {}).get("Comment", "")
        question.state, question.closed_at = "closed", time_of(row, "ClosedDate")
        question.close_reason = REASONS.get(reason, reason if not reason.isdigit() else "")
    elif "ClosedDate" not in row and question.closed_at == time_of({"CreationDate": before}):
        question.state, question.close_reason, question.closed_at = "open", "", None
        question.duplicate_of_id = None


def _last_closing(work: Work, row: Row) -> Row | None:
    last = None
    for each in work.staging.of_post(HISTORY, row["Id"]):
        last = each if each["PostHistoryTypeId"] == CLOSED else last
    return last
