"""How often: the one table of rate limits. Numbers are per person, or per address for guests.

Kept in memory of each process by default (so N processes allow N times as much), in Redis when ``REDIS_URL`` is set.
"""

TABLE: dict[str, str] = {
    "sign_in": "10 per 5 minutes",
    "sign_in_account": "20 per 15 minutes",
    "sign_in_burst": "1 per 15 minutes",
    "register": "10 per hour",
    "reset": "5 per hour",
    "link": "30 per hour",
    "ask": "10 per hour",
    "answer": "30 per hour",
    "comment": "60 per hour",
    "edit": "60 per hour",
    "vote": "120 per 10 minutes",
    "flag": "30 per hour",
    "propose": "10 per hour",
    "preview": "120 per minute",
    "suggest": "240 per minute",
    "search": "120 per minute",
    "draft": "120 per minute",
    "helpful": "60 per hour",
    "helpful_case": "3 per day",  # guests of one address on one case: an office, but not a machine
    "helpful_words": "12 per day",  # the same, of those who wrote why it did not help: nobody writes for nothing
    "write": "300 per hour",
    "follow": "120 per 10 minutes",
    "read": "600 per hour",
}
