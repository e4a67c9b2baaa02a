"""Pages of moderation: flag, queue, decide, audit."""

from flask import Blueprint

from portal.core.refs import Card, Ref
from portal.moderation import queries, reasons
from portal.web import identity

blueprint = Blueprint("moderation", __name__)


def note(kind: str, thing_id: int, *verbs: str) -> str:
    """For templates, as ``moderation_note('answer', 12, 'hide')``: why this post is hidden, deleted, closed or locked,
    for those who may know. Costs a query: ask only for posts that are not simply live."""
    return queries.note(identity.actor(), kind, thing_id, *([verbs] if verbs else []))


@blueprint.app_template_global()
def moderation_words(group: str, code: str) -> str:
    """The word for a code of moderation: group is verb, done, reason, why or kind."""
    words = {
        "verb": reasons.VERB_WORDS,
        "done": reasons.DONE_WORDS,
        "reason": reasons.REASON_WORDS,
        "why": reasons.WHY_WORDS,
        "kind": reasons.KIND_WORDS,
    }[group]
    return str(words.get(code, code))


def shown(ref: Ref, card: Card | None) -> Card:
    """A card to show even when the thing itself cannot be loaded any more."""
    return card or Card(ref, f"{reasons.KIND_WORDS.get(ref.kind, ref.kind)} {ref.id}", "")


from portal.moderation.routes import audit, decide, flag, queue  # noqa: E402, F401 - they pin their routes
