"""Tables of cases, and facts about one row."""

from portal.cases.models.alarms import CaseAlarm, SupersededVersion
from portal.cases.models.articles import COMMON, KINDS, PRACTICAL, Case, CaseText, case_topic
from portal.cases.models.checks import TEAMS, CaseReminder, CaseVouch
from portal.cases.models.feedback import REASONS, CaseFeedback
from portal.cases.models.origins import CaseOrigin, CasePath
from portal.cases.models.revisions import CaseNote, CaseRevision
from portal.cases.models.sources import CaseSource

__all__ = [
    "COMMON",
    "KINDS",
    "PRACTICAL",
    "REASONS",
    "TEAMS",
    "Case",
    "CaseAlarm",
    "CaseFeedback",
    "CaseNote",
    "CaseOrigin",
    "CasePath",
    "CaseReminder",
    "CaseRevision",
    "CaseSource",
    "CaseText",
    "CaseVouch",
    "SupersededVersion",
    "case_topic",
]
