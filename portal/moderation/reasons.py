"""The words of moderation: verbs, what each is called, and the reasons that can be given for it. Rows keep codes;
people read the words in their own language."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.core import stewards

OTHER = "other"
TEXT_MOST = 600

_WRONG = ("spam", "rude", "wrong_place", "outdated", "private_data", OTHER)
_BACK = ("mistake", "corrected", OTHER)

# verb -> reasons, in the order they are offered
REASONS: dict[str, tuple[str, ...]] = {
    "keep": ("fine", OTHER),
    "approve": ("fine", OTHER),
    "hide": _WRONG,
    "delete": _WRONG,
    "close": ("off_topic", "not_our_service", "elsewhere", "needs_details", OTHER),
    "duplicate": ("asked_before",),
    "lock": ("heated", "settled", OTHER),
    "restore": _BACK,
    "reopen": _BACK,
    "unlock": _BACK,
}
FLAG_REASONS = ("spam", "rude", "wrong_place", "outdated", "duplicate", "private_data", OTHER)

# verb -> the permission it asks for
PERMISSIONS = {
    "keep": "moderation.decide",
    "approve": "moderation.decide",
    "hide": "post.hide",
    "delete": "post.delete",
    "restore": "post.restore",
    "close": "post.close",
    "reopen": "post.close",
    "duplicate": "post.duplicate",
    "lock": "post.lock",
    "unlock": "post.lock",
}

# verb -> what takes it back
UNDO = {
    "hide": "restore",
    "delete": "restore",
    "close": "reopen",
    "duplicate": "reopen",
    "lock": "unlock",
}

VERB_WORDS = {
    "keep": _l("Keep"),
    "approve": _l("Approve"),
    "hide": _l("Hide"),
    "delete": _l("Delete"),
    "restore": _l("Show again"),
    "close": lazy_pgettext("verb", "Close"),
    "reopen": _l("Reopen"),
    "duplicate": _l("Mark as duplicate"),
    "lock": _l("Lock"),
    "unlock": _l("Unlock"),
}
DONE_WORDS = {
    "keep": _l("Kept, flags put aside"),
    "approve": _l("Approved"),
    "hide": lazy_pgettext("decision", "Hidden"),
    "delete": lazy_pgettext("decision", "Deleted"),
    "restore": _l("Shown again"),
    "close": lazy_pgettext("decision", "Closed"),
    "reopen": _l("Reopened"),
    "duplicate": _l("Marked as duplicate"),
    "lock": lazy_pgettext("decision", "Locked"),
    "unlock": _l("Unlocked"),
}
REASON_WORDS = {
    "spam": _l("Spam or advertising"),
    "rude": _l("Rude or insulting"),
    "wrong_place": _l("In the wrong place"),
    "outdated": _l("Outdated"),
    "duplicate": _l("Asked before"),
    "private_data": _l("Contains private data"),
    "fine": _l("Follows the rules"),
    "off_topic": _l("Off topic"),
    "not_our_service": _l("Not about our service"),
    "elsewhere": _l("Answered elsewhere"),
    "needs_details": _l("Needs details"),
    "asked_before": _l("Asked before"),
    "heated": _l("The discussion got too heated"),
    "settled": _l("Everything has been said"),
    "mistake": _l("The decision was a mistake"),
    "corrected": _l("The post was corrected"),
    OTHER: _l("Another reason"),
}
WHY_WORDS = {"flagged": _l("Flagged"), "first_post": _l("First post")}
KIND_WORDS = {
    "question": _l("Question"),
    "answer": _l("Answer"),
    "comment": _l("Comment"),
    "idea": _l("Idea"),
    "idea_comment": _l("Comment on an idea"),
    "case": _l("Case"),
}


def words(reason: str, text: str = "") -> str:
    """A reason in the language of the moment, with what was added; the added words alone for another reason."""
    if reason == OTHER and text:
        return text
    label = str(REASON_WORDS.get(reason, reason))
    return f"{label}. {text}" if text else label


def offered_flags(kind: str) -> tuple[str, ...]:
    """Reasons for a flag; "asked before" only where the kind knows duplicates."""
    duplicates = "duplicate" in stewards.of(kind).verbs
    return tuple(code for code in FLAG_REASONS if duplicates or code != "duplicate")
