"""Every read of cases. Readers' pages use Core rows; what staff work with uses entities."""

from portal.cases.queries.cards import cards, cards_in
from portal.cases.queries.credits import CONTRIBUTION, askers, credited, credited_count
from portal.cases.queries.desk import Desk, compare, desk, desk_counts, history, voices, voices_of
from portal.cases.queries.documents import all_ids, documents
from portal.cases.queries.drift import open_alarms, settled_alarms, source_rows, to_check, watched
from portal.cases.queries.gathering import Candidate, candidates, with_steps, wordings
from portal.cases.queries.helpfulness import by_revision, risen
from portal.cases.queries.keepers import keepers_of, team_words
from portal.cases.queries.listing import SORTS, Choice, TopicCount, latest, page, product_and_topic_counts, topic_counts
from portal.cases.queries.notes import notes
from portal.cases.queries.origins import at_old_address
from portal.cases.queries.own import own_words
from portal.cases.queries.provenance import asked_as, made_from, prefill, promotable
from portal.cases.queries.reading import Article, article, entity, sources
from portal.cases.queries.reminders import cards as reminder_cards
from portal.cases.queries.siblings import Sibling
from portal.cases.queries.topics import Named, known, named, resolve
from portal.cases.queries.translations import (
    TranslationWork,
    Untranslated,
    behind,
    group,
    original_of,
    orphans,
    translation_work,
    untranslated,
)
from portal.cases.queries.versions import superseded_versions, versions_in_use
from portal.cases.queries.work import better, due, work, work_counts

__all__ = [
    "CONTRIBUTION",
    "SORTS",
    "Article",
    "Candidate",
    "Choice",
    "Desk",
    "Named",
    "Sibling",
    "TopicCount",
    "TranslationWork",
    "Untranslated",
    "all_ids",
    "article",
    "asked_as",
    "askers",
    "at_old_address",
    "behind",
    "better",
    "by_revision",
    "candidates",
    "cards",
    "cards_in",
    "compare",
    "credited",
    "credited_count",
    "desk",
    "desk_counts",
    "documents",
    "due",
    "entity",
    "group",
    "history",
    "keepers_of",
    "known",
    "latest",
    "made_from",
    "named",
    "notes",
    "open_alarms",
    "original_of",
    "orphans",
    "own_words",
    "page",
    "prefill",
    "product_and_topic_counts",
    "promotable",
    "reminder_cards",
    "resolve",
    "risen",
    "settled_alarms",
    "source_rows",
    "sources",
    "superseded_versions",
    "team_words",
    "to_check",
    "topic_counts",
    "translation_work",
    "untranslated",
    "versions_in_use",
    "voices",
    "voices_of",
    "watched",
    "with_steps",
    "wordings",
    "work",
    "work_counts",
]
