"""A prepared answer and a question to use it on."""

from portal.prepared import actions
from tests.cases import stage as cases

BODY = "Hello {name},\n\n1. Open **{product}**\n2. See {link}\n\n`{name}` stays. {me}"


def prepared(staff, **more):
    cases.topics()
    return actions.write(
        staff, **({"title": "A blocked card", "body": BODY, "language": "en", "topic_slugs": ("cards",)} | more)
    )


def question(asker, *args, **more):
    return cases.question(asker, *args, **more)
