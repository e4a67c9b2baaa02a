"""Small folders of pages in our own words, and what became of them."""

from portal.cases.models import Case
from portal.core.db import db
from portal.importers import markdown
from portal.importers.ledger import Ledger

TITLE = "How to block a lost card"
PAGE = f"---\ntitle: {TITLE}\n---\n\nThe card is gone.\n\n1. Open the app.\n\n2. Press *Block*.\n"


def write(folder, pages):
    """Path -> text or bytes of a file; None takes it away."""
    for path, text in pages.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            file.unlink()
        else:
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def bring(folder, **options):
    report = markdown.run(folder, **options)
    db.session.commit()
    return report


def case_at(path, site="pages"):
    """The case that was made of a page."""
    found = Ledger(site).known("pages", [path]).get(path)
    return db.session.get(Case, int(found.wrote.split(":")[0])) if found else None


def left(report):
    return {(file, why): entry.rows for (file, why), entry in report.left.items()}


def export(folder, **options):
    return markdown.export(folder, **{"home": "home.example", "note": lambda *_: None, "every": False} | options)


def files(folder):
    """Path -> bytes of every file."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}
