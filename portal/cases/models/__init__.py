"""Tables of cases, and facts about one row."""

from portal.cases.models.articles import KINDS, Case, CaseText, case_topic
from portal.cases.models.feedback import REASONS, CaseFeedback
from portal.cases.models.origins import CaseOrigin, CasePath
from portal.cases.models.revisions import CaseNote, CaseRevision
from portal.cases.models.sources import CaseSource

__all__ = [
    "KINDS",
    "REASONS",
    "Case",
    "CaseFeedback",
    "CaseNote",
    "CaseOrigin",
    "CasePath",
    "CaseRevision",
    "CaseSource",
    "CaseText",
    "case_topic",
]
