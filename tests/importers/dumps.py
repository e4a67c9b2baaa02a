"""Small dumps in our own words, written to a folder: only what a test says."""

from xml.sax.saxutils import quoteattr

from portal.core.db import db
from portal.importers import stackexchange

ROOTS = {
    "Posts": "posts", "Users": "users", "Votes": "votes", "Comments": "comments", "PostHistory": "posthistory",
    "PostLinks": "postlinks", "Tags": "tags", "Badges": "badges",
}  # fmt: skip
WHEN = "2019-03-01T10:00:00.000"


def question(number=1, **more):
    fields = {
        "PostTypeId": 1, "CreationDate": WHEN, "Score": 0, "ViewCount": 7, "Tags": "<cards>",
        "Title": f"Where is my card number {number}?", "Body": "<p>I cannot <b>find</b> it.</p>",
    }  # fmt: skip
    return {"Id": number} | fields | more


def answer(number, parent=1, **more):
    fields = {"PostTypeId": 2, "ParentId": parent, "CreationDate": WHEN, "Score": 0, "Body": "<p>On the back.</p>"}
    return {"Id": number} | fields | more


def user(number, name, **more):
    return {"Id": number, "DisplayName": name, "CreationDate": WHEN} | more


def change(number, kind, post, text, guid="g1", **more):
    fields = {"PostHistoryTypeId": kind, "PostId": post, "RevisionGUID": guid, "CreationDate": WHEN, "Text": text}
    return {"Id": number} | fields | more


def write(folder, **files):
    """``Posts=[{…}]`` and so on; a list of rows, or the whole text of the file."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        lines = (
            "  <row " + " ".join(f"{key}={quoteattr(str(value))}" for key, value in row.items()) + " />" for row in rows
        )
        root = ROOTS[name]
        text = (
            rows
            if isinstance(rows, str)
            else "\n".join(['<?xml version="1.0" encoding="utf-8"?>', f"<{root}>", *lines, f"</{root}>"])
        )
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return folder


def bring(folder, **options):
    """Import and commit, as the command does."""
    try:
        report = stackexchange.run(folder, **options)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    assert report.adds_up
    return report
