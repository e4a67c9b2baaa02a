"""The text of a case as one value: checked, compared, rendered, put on a row. Knows no request and writes nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.cases.models import KINDS
from portal.core import language, richtext
from portal.core.errors import Invalid
from portal.core.visibility import Visibility

TITLE = (10, 150)
PART_CHARS = 10_000
WHOLE_CHARS = 30_000
MAX_STEPS = 30
MAX_PHRASINGS = 20
PHRASING_CHARS = 200
APPLIES_CHARS = 120
MAX_TOPICS = 5
VISIBILITIES = (Visibility.PUBLIC.value, Visibility.MEMBERS.value, Visibility.STAFF.value)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a person writes in a case, and for whom it is meant. ``topics`` are slugs."""

    kind: str
    language: str
    title: str
    phrasings: tuple[str, ...] = ()
    symptoms: str = ""
    cause: str = ""
    steps: tuple[str, ...] = ()
    applies_to: tuple[str, str, str] = ("", "", "")
    topics: tuple[str, ...] = ()
    visibility: str = Visibility.PUBLIC.value


def made(**fields: Any) -> Content:
    """A content from its fields by name; its lists may be given as any sequence."""
    fields |= {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Content(**fields)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is stored beside the text so that a page need not render."""

    symptoms_html: str
    cause_html: str
    steps_html: list[str]
    excerpt: str


def of(row: Any) -> Content:
    """The content of a ``Case`` or a ``CaseRevision``."""
    return Content(
        kind=row.kind,
        language=row.language,
        title=row.title,
        phrasings=tuple(row.phrasings),
        symptoms=row.symptoms,
        cause=row.cause,
        steps=tuple(row.steps),
        applies_to=(row.product, row.product_version, row.platform),
        topics=tuple(row.topic_slugs),
        visibility=row.visibility,
    )


def columns(content: Content) -> dict[str, Any]:
    """The content as columns of ``CaseText`` and ``visibility``."""
    fields = asdict(content)
    product, version, platform = fields.pop("applies_to")
    return fields | {
        "phrasings": list(content.phrasings),
        "steps": list(content.steps),
        "topic_slugs": list(fields.pop("topics")),
        "product": product,
        "product_version": version,
        "platform": platform,
    }


def tidy(content: Content) -> Content:
    """Without blank ends, empty entries and doubled phrasings."""
    fields = asdict(content)
    fields |= {name: fields[name].strip() for name in ("title", "symptoms", "cause")}
    fields |= {name: tuple(_kept(fields[name])) for name in ("phrasings", "steps", "topics")}
    fields["applies_to"] = tuple(part.strip() for part in content.applies_to)
    return Content(**fields)


def _kept(texts: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


def check(content: Content) -> None:
    """Raises ``Invalid`` beside the first field that is wrong. What a draft may lack, ``check_ready`` asks for."""
    if content.kind not in KINDS:
        raise Invalid(_l("Please choose what kind of case this is."), "kind")
    if content.language not in language.CODES:
        raise Invalid(_l("Please choose the language."), "language")
    if content.visibility not in VISIBILITIES:
        raise Invalid(_l("Please choose who may read this."), "visibility")
    if not TITLE[0] <= len(content.title) <= TITLE[1]:
        raise Invalid(_l("Between %(least)d and %(most)d characters, please.", least=TITLE[0], most=TITLE[1]), "title")
    _check_lists(content)
    for name, text in (("symptoms", content.symptoms), ("cause", content.cause), ("steps", "\n".join(content.steps))):
        if len(text) > (WHOLE_CHARS if name == "steps" else PART_CHARS):
            raise Invalid(_l("This is too long."), name)
    if sum(map(len, (content.symptoms, content.cause, *content.steps))) > WHOLE_CHARS:
        raise Invalid(_l("All parts together may have %(most)d characters.", most=WHOLE_CHARS), "steps")


def _check_lists(content: Content) -> None:
    if len(content.phrasings) > MAX_PHRASINGS:
        raise Invalid(_l("At most %(most)d wordings, please.", most=MAX_PHRASINGS), "phrasings")
    if any(len(phrasing) > PHRASING_CHARS for phrasing in content.phrasings):
        raise Invalid(_l("Each wording may have %(most)d characters.", most=PHRASING_CHARS), "phrasings")
    if len(content.steps) > MAX_STEPS:
        raise Invalid(_l("At most %(most)d steps, please.", most=MAX_STEPS), "steps")
    if len(content.topics) > MAX_TOPICS:
        raise Invalid(_l("At most %(most)d topics, please.", most=MAX_TOPICS), "topics")
    for name, value in zip(("product", "product_version", "platform"), content.applies_to, strict=True):
        if len(value) > APPLIES_CHARS:
            raise Invalid(_l("At most %(most)d characters, please.", most=APPLIES_CHARS), name)


def check_ready(content: Content) -> None:
    """What readers must find: at least one step and one topic."""
    if not content.steps:
        raise Invalid(_l("A case needs at least one step before it can be published."), "steps")
    if not content.topics:
        raise Invalid(_l("A case needs at least one topic before it can be published."), "topics")


def render(content: Content) -> Rendered:
    """Raises ``Invalid`` beside the part that is too complex to show."""
    return Rendered(
        symptoms_html=_html(content.symptoms, "symptoms", "symptoms"),
        cause_html=_html(content.cause, "cause", "cause"),
        steps_html=[_html(step, "steps", f"step-{number}") for number, step in enumerate(content.steps, 1)],
        excerpt=richtext.excerpt(content.symptoms or content.cause or "\n\n".join(content.steps[:3]), 240),
    )


def _html(source: str, field: str, anchor: str) -> str:
    try:
        return richtext.render(source, anchor=anchor)
    except richtext.TooComplex as error:
        raise Invalid(_l(str(error)), field) from error
