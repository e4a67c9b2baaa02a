"""Every read of cases. Readers' pages use Core rows; what staff work with uses entities."""

from portal.cases.queries.cards import cards
from portal.cases.queries.credits import CONTRIBUTION, credited, credited_count
from portal.cases.queries.desk import Desk, compare, desk, desk_counts, history, own_feedback, voices, voices_of
from portal.cases.queries.documents import all_ids, documents
from portal.cases.queries.listing import Choice, TopicCount, latest, page, topic_counts
from portal.cases.queries.origins import at_old_address
from portal.cases.queries.provenance import made_from, prefill, promotable
from portal.cases.queries.reading import Article, article, entity, sources
from portal.cases.queries.topics import Named, known, named, resolve

__all__ = [
    "CONTRIBUTION",
    "Article",
    "Choice",
    "Desk",
    "Named",
    "TopicCount",
    "all_ids",
    "article",
    "at_old_address",
    "cards",
    "compare",
    "credited",
    "credited_count",
    "desk",
    "desk_counts",
    "documents",
    "entity",
    "history",
    "known",
    "latest",
    "made_from",
    "named",
    "own_feedback",
    "page",
    "prefill",
    "promotable",
    "resolve",
    "sources",
    "topic_counts",
    "voices",
    "voices_of",
]
