"""Tables of cases, and facts about one row."""

from portal.cases.models.alarms import CaseAlarm, SupersededVersion
from portal.cases.models.articles import KINDS, Case, CaseText, case_topic
from portal.cases.models.feedback import REASONS, CaseFeedback
from portal.cases.models.revisions import CaseNote, CaseRevision
from portal.cases.models.sources import CaseSource

__all__ = [
    "KINDS",
    "REASONS",
    "Case",
    "CaseAlarm",
    "CaseFeedback",
    "CaseNote",
    "CaseRevision",
    "CaseSource",
    "CaseText",
    "SupersededVersion",
    "case_topic",
]
