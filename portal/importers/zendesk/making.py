"""An article -> the content of a case and what is told of it."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portal.cases import content as contents
from portal.cases.content import Content
from portal.cases.life import State
from portal.cases.models import KINDS, Case
from portal.core.errors import Invalid
from portal.importers.cases import Told
from portal.importers.ledger import digest
from portal.importers.markdown.links import Seen
from portal.importers.zendesk import texts
from portal.importers.zendesk.articles import KEPT, Article, Names

if TYPE_CHECKING:
    from portal.importers.zendesk import Work

_MARKED = ("draft", "section_id", "label_names", "user_segment_id", "outdated")


def mark_of(article: Article, section: str) -> str:
    """The fingerprint of what is taken from an article."""
    return digest(article.title, article.html, section, [article.row.get(name) for name in _MARKED])


def content_of(work: "Work", article: Article, title: str, topics: tuple[str, ...], seen: Seen) -> Content:
    """The content, links to other articles already to their cases. HTML too complex to read is kept as plain words."""

    def find(number: int) -> str | None:
        keys = (f"{number}:{article.locale}", work.originals.get(number, ""))
        case_id = next((work.numbers[key] for key in keys if key in work.numbers), None)
        return f"/cases/{case_id}/{work.slugs[case_id]}" if case_id in work.slugs else None

    url = urlsplit(str(article.row.get("html_url") or ""))
    base = f"{url.scheme}://{url.netloc}/" if url.scheme in ("http", "https") else ""
    made = texts.made(article.html or "", base, find, seen)
    return contents.tidy(
        Content(
            kind=KINDS[0], language=article.language, title=title, symptoms=made.symptoms, cause=made.cause,
            steps=made.steps, topics=topics,
            visibility="public" if article.row.get("user_segment_id") is None else "staff",
        )
    )  # fmt: skip


def unfit(work: "Work", article: Article, title: str) -> str:
    """Why the article cannot be a case, '' when it can."""
    content = content_of(work, article, title, ("topic",), Seen())
    try:
        contents.check(content)
        contents.check_ready(content)
    except Invalid as error:
        return f"{error.field}: {error}"
    return ""


def topics_of(work: "Work", article: Article, original: Case | None) -> tuple[str, ...]:
    """The section; and of the labels those that are topics here already."""
    if original is not None:
        return tuple(original.topic_slugs)
    section = work.names.sections.get(article.row.get("section_id") or 0, "")
    labels = article.row.get("label_names") or []
    known = [str(label) for label in labels if str(label).casefold() in work.topics.by_name]
    return work.topics.of(((section,) if section else ()) + tuple(known), article.language, otherwise=work.names.site)


def told_of(names: Names, article: Article) -> Told:
    row = article.row
    url = str(row.get("html_url") or "")
    paths = [f"hc/{article.locale}/articles/{article.number}"]
    if article.locale == article.source:
        paths.append(f"hc/articles/{article.number}")
    author = names.people.get(row.get("author_id") or 0, "")
    return Told(
        site=names.site, page=f"articles/{article.number}/{article.locale}",
        state=State.DRAFT.value if row.get("draft") is True else State.PUBLISHED.value,
        created=article.moment("created_at"), updated=article.moment("edited_at") or article.moment("updated_at"),
        behind=row.get("outdated") is True, url=url[:400] if url.startswith(("https://", "http://")) else "",
        credits=(author,) if author else (), paths=tuple(paths),
        front={name: row[name] for name in KEPT if row.get(name) not in (None, [], 0, False)},
    )  # fmt: skip
