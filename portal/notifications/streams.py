"""What can be followed, what is told, and in which stream of letters: the one table."""

from flask_babel import lazy_gettext as _l

FOLLOWABLE = ("question", "idea", "case", "topic")

AT_ONCE, NEVER = "at_once", "never"
MODES = (AT_ONCE, NEVER)

# code of a piece of news -> its stream
CODES: dict[str, str] = {
    "question.asked": "questions",
    "question.sent": "questions",
    "question.state": "answers",
    "answer.given": "answers",
    "answer.accepted": "answers",
    "answer.official": "answers",
    "comment.made": "comments",
    "idea.proposed": "ideas",
    "idea.state": "ideas",
    "idea.commented": "comments",
    "case.published": "cases",
    "case.changed": "cases",
    "case.credited": "cases",
    "case.asked": "answers",
    "case.retired": "cases",
    "case.submitted": "curation",
    "case.sent_back": "curation",
    "case.unscheduled": "curation",
    "case.doubted": "curation",
    "case.owned": "curation",
    "case.due": "curation",
    "gap.given": "curation",
    "gap.closed": "answers",
    "search.found": "searches",
    "post.moderated": "moderation",
    "role.changed": "moderation",
}

# stream -> (its name, what is in it)
STREAMS = {
    "answers": (_l("Answers"), _l("Answers to questions you follow, and what becomes of them.")),
    "comments": (_l("Comments"), _l("Comments on what you wrote and on what you follow.")),
    "questions": (_l("New questions"), _l("Questions in topics you follow.")),
    "ideas": (_l("Ideas"), _l("Answers of the product team, and new ideas in topics you follow.")),
    "cases": (_l("Cases"), _l("Cases you follow, new cases in topics you follow, cases made of your answers.")),
    "curation": (_l("Keeping cases"), _l("For support: cases to review, to check, to publish and to write.")),
    "searches": (_l("Saved searches"), _l("New things that answer a search you saved.")),
    "moderation": (_l("Decisions"), _l("Decisions on what you wrote, and your role here.")),
}
