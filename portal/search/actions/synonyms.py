"""Words that mean the same: kept by staff, each change in the audit list."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.core import clock
from portal.core.audit import record
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.language import CODES
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref
from portal.search.actions.marking import rules_changed
from portal.search.models import Synonym
from portal.search.queries import teaching
from search_index.synonyms import MOST_WORDS, phrase_words

MOST_PHRASES = 12
LONGEST = 80  # characters of one phrase


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule says. Of a group, ``phrases`` are all its members and ``instead`` is empty."""

    phrases: Sequence[str]
    instead: Sequence[str] = ()
    language: str = ""
    both_ways: bool = False


def add_synonym(actor: Actor, *, wording: Wording) -> Synonym:
    """A new rule, live at once. Raises ``Invalid``."""
    demand(actor, "search.teach")
    synonym = Synonym(phrases=[], instead=[])
    _fill(actor, synonym, wording)
    db.session.add(synonym)
    _note(actor, "synonym.add", synonym)
    return synonym


def edit_synonym(actor: Actor, synonym_id: int, *, wording: Wording) -> Synonym:
    """Another wording for a rule. Raises ``NotFound``, ``Invalid``."""
    synonym = teaching.synonym(actor, synonym_id)
    _fill(actor, synonym, wording)
    _note(actor, "synonym.edit", synonym)
    return synonym


def remove_synonym(actor: Actor, synonym_id: int) -> None:
    """The rule goes; what it said stays in the audit list. Raises ``NotFound``."""
    synonym = teaching.synonym(actor, synonym_id)
    _note(actor, "synonym.remove", synonym)
    db.session.delete(synonym)
    rules_changed()


def checked(wording: Wording) -> Wording:
    """``wording`` tidied: each phrase once. Raises ``Invalid`` beside the field that is wrong."""
    if wording.language and wording.language not in CODES:
        raise Invalid(_l("There is no such language."), field="language")
    phrases = _phrases(wording.phrases, "phrases")
    if wording.both_ways:
        if len(phrases) < 2:
            raise Invalid(_l("A group needs two words at least, each on a line of its own."), field="phrases")
        return Wording(phrases, (), wording.language, True)
    if not phrases:
        raise Invalid(_l("Please fill this in."), field="phrases")
    instead = [each for each in _phrases(wording.instead, "instead") if each not in phrases]
    if not instead:
        raise Invalid(_l("What should be searched as well?"), field="instead")
    return Wording(phrases, instead, wording.language)


def _phrases(given: Sequence[str], field: str) -> list[str]:
    phrases = list(dict.fromkeys(kept for each in given if (kept := " ".join(each.split()))))
    if len(phrases) > MOST_PHRASES:
        raise Invalid(_("At most %(most)d lines, please.", most=MOST_PHRASES), field=field)
    for phrase in phrases:
        words = phrase_words(phrase[:LONGEST], None)
        if not words or len(phrase) > LONGEST:
            raise Invalid(_("“%(phrase)s” is no word to search by.", phrase=phrase[:40]), field=field)
        if len(phrase.split()) > MOST_WORDS:
            raise Invalid(_("At most %(most)d words on a line, please.", most=MOST_WORDS), field=field)
    return phrases


def _fill(actor: Actor, synonym: Synonym, wording: Wording) -> None:
    kept = checked(wording)
    synonym.phrases, synonym.instead = list(kept.phrases), list(kept.instead)
    synonym.language, synonym.both_ways = kept.language, kept.both_ways
    synonym.changed_by_id, synonym.changed_at = actor.id, clock.now()


def _note(actor: Actor, action: str, synonym: Synonym) -> None:
    rules_changed()
    record(
        actor,
        action,
        Ref("synonym", synonym.id),
        phrases=synonym.phrases,
        instead=synonym.instead,
        language=synonym.language,
        both_ways=synonym.both_ways,
    )
