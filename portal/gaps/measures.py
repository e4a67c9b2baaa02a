"""From when on a wish is a gap, and from when on it is none any more: every figure of the board, in one table."""

SEARCH_DAYS = 28  # failed searches of so many days are demand
QUESTION_DAYS = 90  # so are duplicates, “I have this too” and repeated answers of so many days
LEAST = 3  # from this demand on it is a gap
REPEATED = 2  # questions of the same words that support answered, to call it repeated
RETURNS = 2  # a dismissed gap comes back when demand is so many times what it was
TRIES = 5  # the last searches of the same words are judged
SHARE = 0.6  # this part of them found and satisfied: the gap is closed; fewer: it is one
QUIET_DAYS = 14  # a case published so long ago closes its gap, too, when nobody missed anything in these days
WEEKS = 12  # of demand over time that are shown; the search log knows no more
WEEKS_KEPT = 26
MOST = 1000  # groups of failed searches looked at, most often first
DUE_DAYS = 14  # offered as due date when somebody takes a gap
TOPICS = 3  # of the questions that wait, offered for the case
KEPT_DAYS = 90  # a gap that ended is forgotten after this, words and all, unless so many wanted it:
OFTEN = 5

# What demand is counted from; each unit is one search, one question or one person.
SOURCES = ("empty", "unopened", "asked", "duplicates", "me_too", "answers")
SEARCHED = frozenset({"empty", "unopened", "asked"})
