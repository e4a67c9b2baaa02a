"""Which texts fit a question, and what their fields say for it."""

from collections.abc import Mapping

from portal.core import refs
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.prepared.models import PreparedAnswer
from portal.prepared.queries.listing import listed
from portal.questions.models import Question
from portal.topics import queries as topics

MOST = 30


def fitting(actor: Actor, question: Question, words: str = "") -> list[PreparedAnswer]:
    """Texts for a question: of its language and its topics first, then by what helped most often; at most ``MOST``."""
    own = set(question.topic_slugs)

    def worth(text: PreparedAnswer) -> tuple[bool, int, float, int]:
        helped = text.accepted_count / text.answer_count if text.answer_count else 0.0
        return (text.language == question.language, len(own & set(text.topic_slugs)), helped, text.use_count)

    found = [text for text, _by in listed(actor, words=words)]
    return sorted(found, key=worth, reverse=True)[:MOST]


def values(actor: Actor, question: Question, base_url: str) -> Mapping[str, str]:
    """Field -> what it says for this question, as the actor may see it."""
    author = Ref("person", question.author_id) if question.author_id is not None else None
    case = Ref("case", question.curated_case_id) if question.curated_case_id is not None else None
    cards = refs.cards(actor, [ref for ref in (author, case, Ref("question", question.id)) if ref is not None])
    page = cards.get(case) if case is not None else None
    page = page or cards.get(Ref("question", question.id))
    who = cards.get(author) if author is not None else None
    return {
        "name": who.title if who else "",
        "product": topics.words(question.topic_slugs[:1], question.language),
        "question": question.title,
        "link": base_url.rstrip("/") + page.url if page else "",
        "me": actor.name,
    }
