"""Addresses of questions and what hangs on them. Slugs stay as written, in any script; a header quotes them itself."""

ANSWERS_PER_PAGE = 30


def question(question_id: int, slug: str) -> str:
    """The canonical path of a question."""
    return f"/questions/{question_id}/{slug}"


def answer(question_id: int, slug: str, answer_id: int, answer_count: int = 0) -> str:
    """An answer on its thread; in a thread of many pages, the address that looks up which page it is on."""
    if answer_count > ANSWERS_PER_PAGE:
        return f"/answers/{answer_id}"
    return f"{question(question_id, slug)}#answer-{answer_id}"


def comment(question_id: int, slug: str, comment_id: int, answer_id: int | None = None, answer_count: int = 0) -> str:
    """A comment; below an answer of a thread of many pages, the page of that answer."""
    if answer_id is not None and answer_count > ANSWERS_PER_PAGE:
        return f"/answers/{answer_id}"
    return f"{question(question_id, slug)}#comment-{comment_id}"
