"""A guide over three cases."""

from portal.guides import actions
from tests.cases import stage as cases


def three(staff, **more):
    return [cases.published(staff, title=f"Step {number} of being a newcomer", **more) for number in (1, 2, 3)]


def guide(staff, rows=None, *, live=True, **more):
    rows = rows if rows is not None else three(staff)
    fields = {"title": "Your first week with the card", "about": "", "language": "en", "visibility": "public"} | more
    row = actions.write(staff, cases=[case.id for case in rows], **fields)
    return actions.publish(staff, row.id) if live else row
