"""Addresses of ideas, also where there is no request: mail, the index, jobs."""

from urllib.parse import quote


def of_idea(idea_id: int, slug: str) -> str:
    return f"/ideas/{idea_id}/{quote(slug)}"


def of_comment(idea_id: int, slug: str, comment_id: int) -> str:
    return f"{of_idea(idea_id, slug)}#comment-{comment_id}"
