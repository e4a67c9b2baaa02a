"""Tables of questions and answers, and facts about one row."""

from portal.questions.models import listing  # noqa: F401 - its triggers
from portal.questions.models.posts import Answer, Comment, Question, question_topic
from portal.questions.models.revisions import AnswerRevision, OldSlug, QuestionRevision
from portal.questions.models.votes import AnswerVote, MeToo, QuestionVote

__all__ = [
    "Answer",
    "AnswerRevision",
    "AnswerVote",
    "Comment",
    "MeToo",
    "OldSlug",
    "Question",
    "QuestionRevision",
    "QuestionVote",
    "question_topic",
]
