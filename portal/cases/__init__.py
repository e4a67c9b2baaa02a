"""Cases: the curated knowledge base.

Owns cases, their revisions (also those that wait to be published), where each case came from, and what readers say
of it. Publishes: CaseWritten, CaseEdited, CasePublished, CaseArchived, CaseStatusChanged, CasePromoted,
CaseFeedbackGiven, CaseTranslationChanged.
"""
