"""Pages of cases: ``reading`` for everybody, the rest for those who curate."""

from portal.cases.routes import feedback, history, promoting, publishing, reading, translating, translations, writing
from portal.cases.routes.frame import blueprint

__all__ = [
    "blueprint",
    "feedback",
    "history",
    "promoting",
    "publishing",
    "reading",
    "translating",
    "translations",
    "writing",
]
