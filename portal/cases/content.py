"""The text of a case as one value: checked, compared, rendered, put on a row. Knows no request and writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.cases import figures, readers
from portal.cases.models import KINDS, PRACTICAL
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
    """All that a person writes in a case, and for whom it is meant. ``topics`` are slugs; ``result`` and ``figures``
    (lines, see ``figures.py``) are those of a practical case only."""

    kind: str
    language: str
    title: str
    phrasings: tuple[str, ...] = ()
    symptoms: str = ""
    cause: str = ""
    steps: tuple[str, ...] = ()
    result: str = ""
    figures: tuple[str, ...] = ()
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
    result_html: str
    only_for: list[str]
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
        result=row.result,
        figures=tuple(row.figures),
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
        "figures": list(content.figures),
        "topic_slugs": list(fields.pop("topics")),
        "product": product,
        "product_version": version,
        "platform": platform,
    }


def tidy(content: Content) -> Content:
    """Titles on one line; without blank ends, empty entries and doubled phrasings."""
    fields = asdict(content)
    fields |= {name: fields[name].strip() for name in ("symptoms", "cause", "result")}
    fields |= {name: tuple(_kept(fields[name])) for name in ("phrasings", "steps", "figures", "topics")}
    fields["title"] = " ".join(content.title.split())
    fields["applies_to"] = tuple(" ".join(part.split()) for part in content.applies_to)
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
    _check_forms(content)
    for name, text in texts(content):
        if len(text) > PART_CHARS and name != "steps":
            raise Invalid(_l("This is too long."), name)
    if sum(len(text) for _name, text in texts(content)) > WHOLE_CHARS:
        raise Invalid(_l("All parts together may have %(most)d characters.", most=WHOLE_CHARS), "steps")


def texts(content: Content) -> list[tuple[str, str]]:
    """What is written in Markdown, in the order of the page, each with the name of its field."""
    steps = [("steps", step) for step in content.steps]
    return [("symptoms", content.symptoms), ("cause", content.cause), *steps, ("result", content.result)]


def _check_forms(content: Content) -> None:
    """What only one kind of case has, and what only some readers are to read."""
    for name, given in (("result", content.result), ("figures", content.figures)):
        if given and content.kind != PRACTICAL:
            raise Invalid(_l("Only a practical case has this. Choose that kind, or empty this field."), name)
    figures.check(content.figures)
    readers.check(texts(content))


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
    names = readers.named(texts(content))
    only = richtext.numbered(names)
    steps = enumerate(content.steps, 1)
    return Rendered(
        symptoms_html=_html(content.symptoms, "symptoms", "symptoms", only),
        cause_html=_html(content.cause, "cause", "cause", only),
        steps_html=[_html(step, "steps", f"step-{number}", only) for number, step in steps],
        result_html=_html(content.result, "result", "result", only),
        only_for=names,
        excerpt=richtext.excerpt(content.symptoms or content.cause or "\n\n".join(content.steps[:3]), 240),
    )


def shown(content: Content) -> dict[str, Any]:
    """What a row holds beside its text, by the names of its columns. Raises ``Invalid`` as ``render`` does."""
    return asdict(render(content)) | {"html_version": richtext.RENDERER_VERSION}


def _html(source: str, field: str, anchor: str, only: Mapping[str, int]) -> str:
    try:
        return richtext.render(source, anchor=anchor, only=only)
    except richtext.TooComplex as error:
        raise Invalid(_l(str(error)), field) from error
