"""Pages of search, and the home page (which is a search field with company)."""

from portal.search.routes import (  # noqa: F401 - they register their pages
    describing,
    health,
    home,
    pins,
    results,
    saved,
    similar,
    synonyms,
    trails,
)
from portal.search.routes.blueprint import blueprint, home_blueprint
from portal.search.routes.trails import note

__all__ = ["blueprint", "home_blueprint", "note"]
