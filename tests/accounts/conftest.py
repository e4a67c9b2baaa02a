"""Letters go to the folder; people with passwords."""

import re
from email import policy
from email.parser import BytesParser
from types import SimpleNamespace

import pytest

from portal.accounts import passwords
from portal.accounts.models import Person
from portal.core import jobs, mail
from portal.core.db import db
from portal.web import current
from tests.cast import PASSWORD

LINK = re.compile(r"http://\S+")


@pytest.fixture
def letters(app):
    """``letters()`` runs the worker and gives what it wrote, oldest first: to, subject, text, html, path."""
    folder = mail.folder(current.settings())
    for old in folder.glob("*.eml"):
        old.unlink()

    def run():
        jobs.drain()
        found = []
        for path in sorted(folder.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns):
            letter = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            text = letter.get_body(("plain",)).get_content()
            link = LINK.search(text)
            path_of_link = link.group(0).removeprefix(current.settings().address) if link else ""
            found.append(
                SimpleNamespace(
                    to=str(letter["To"]),
                    subject=letter["Subject"],
                    text=text,
                    html=letter.get_body(("html",)).get_content(),
                    path=path_of_link,
                    letter=letter,
                )
            )
        return found

    return run


@pytest.fixture
def with_password(cast):
    """``with_password(cast.carla)``: she can sign in with ``PASSWORD``; gives her row."""

    def give(actor, password=PASSWORD):
        person = db.session.get(Person, actor.id)
        person.password_hash = passwords.hashed(password)
        db.session.commit()
        return person

    return give


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def same(answer, *words):
    """What an answer tells: status, body and headers without what differs in every answer by design."""
    body = re.sub(r'nonce="[^"]*"', "", answer.get_data(as_text=True))
    for word in words:
        body = body.replace(word, "")
    varying = {"X-Request-Id", "Content-Security-Policy", "Content-Length", "Set-Cookie", "Date"}
    headers = sorted((name, value) for name, value in answer.headers if name not in varying)
    cookies = sorted(cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie"))
    return answer.status_code, body, headers, cookies
