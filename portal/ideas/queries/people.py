"""Authors as the pages show them."""

from dataclasses import dataclass
from typing import Any

from portal.accounts.models import Person

# Joined to every list, so that a page needs no query for names.
COLUMNS = (
    Person.id.label("person_id"),
    Person.name.label("person_name"),
    Person.slug.label("person_slug"),
    Person.role.label("person_role"),
)


@dataclass(frozen=True, slots=True)
class Author:
    """What ``author_chip`` and ``byline`` ask for. Without a name the template says that it is nobody we know."""

    id: int | None = None
    name: str = ""
    url: str = ""
    role: str = ""
    hue: int = 0


def author(row: Any) -> Author:
    """From a row that carries ``COLUMNS``."""
    if row.person_id is None:
        return Author(name="—")
    return Author(
        row.person_id,
        row.person_name,
        f"/people/{row.person_id}/{row.person_slug}",
        row.person_role,
        row.person_id % 12,
    )
