"""Pages of search, and the home page (which is a search field with company)."""

from portal.search.routes import describing, home, pins, results, saved, similar, synonyms  # noqa: F401 - they register their pages
from portal.search.routes.blueprint import blueprint, home_blueprint

__all__ = ["blueprint", "home_blueprint"]
