"""Every read of cases. Readers' pages use Core rows; what staff work with uses entities."""

from portal.cases.queries.cards import cards
from portal.cases.queries.credits import CONTRIBUTION, credited, credited_count
from portal.cases.queries.desk import Desk, compare, desk, desk_counts, history, own_feedback, voices, voices_of
from portal.cases.queries.documents import all_ids, documents
from portal.cases.queries.listing import SORTS, Choice, TopicCount, latest, page, product_and_topic_counts, topic_counts
from portal.cases.queries.provenance import made_from, prefill, promotable
from portal.cases.queries.reading import Article, article, entity, sources
from portal.cases.queries.siblings import Sibling
from portal.cases.queries.topics import Named, known, named, resolve
from portal.cases.queries.translations import (
    Untranslated,
    Work,
    behind,
    group,
    original_of,
    orphans,
    untranslated,
    work,
)

__all__ = [
    "CONTRIBUTION",
    "SORTS",
    "Article",
    "Choice",
    "Desk",
    "Named",
    "Sibling",
    "TopicCount",
    "Untranslated",
    "Work",
    "all_ids",
    "article",
    "behind",
    "cards",
    "compare",
    "credited",
    "credited_count",
    "desk",
    "desk_counts",
    "documents",
    "entity",
    "group",
    "history",
    "known",
    "latest",
    "made_from",
    "named",
    "original_of",
    "orphans",
    "own_feedback",
    "page",
    "prefill",
    "product_and_topic_counts",
    "promotable",
    "resolve",
    "sources",
    "topic_counts",
    "untranslated",
    "voices",
    "voices_of",
    "work",
]
