"""People and their teams, the browsers they are signed in on, registrations that wait to be confirmed, one-time tokens."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class Person(Base):
    """An account. An *unclaimed* one came with an import: it has no mail and nobody can sign in as it."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(80))
    # What the name looks like when confusable letters are folded; two people may share it, staff names may not.
    skeleton: Mapped[str] = mapped_column(String(120), default="", index=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # lower case
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(10), default="member", index=True)
    verified_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str] = mapped_column(Text, default="")
    trusted_at: Mapped[datetime | None]  # first posts were approved; links need no waiting any more
    publishes: Mapped[bool] = mapped_column(default=False)  # of support: may show a case to readers
    about: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="")
    segment: Mapped[str | None] = mapped_column(String(80))
    company: Mapped[str | None] = mapped_column(String(80))
    unread_count: Mapped[int] = mapped_column(default=0)
    question_count: Mapped[int] = mapped_column(default=0)
    answer_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    # Where an imported account came from, e.g. "conlang-meta" and its number there; and who claimed it since.
    source_site: Mapped[str | None] = mapped_column(String(80))
    source_id: Mapped[str | None] = mapped_column(String(40))
    source_url: Mapped[str] = mapped_column(String(300), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("uq_person_source", "source_site", "source_id", unique=True),)


class Team(Base):
    """People of support and of the product team who look after things together, under a name."""

    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime]


class TeamMember(Base):
    """Somebody of a team; whoever leaves support, or is suspended, stays in it and counts for nothing."""

    __tablename__ = "team_member"
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Device(Base):
    """A browser somebody is signed in on: the server-side session. Only a digest of its id is kept."""

    __tablename__ = "device"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(120), default="")  # from the browser's own description
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Token(Base):
    """A one-time permission sent by mail: hashed, bound to account, purpose and address, good for an hour."""

    __tablename__ = "token"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))  # confirm, reset, change_mail, invite
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Registration(Base):
    """Somebody wants an account and has not yet shown that the address is theirs. No person exists until then, so
    nothing here can take an address away from its owner; each attempt stands alone with its own password."""

    __tablename__ = "registration"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(254), index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="")
    # The browser that filled in the form need not type the password again when it opens the link.
    browser_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)  # of the secret in the letter, set when sent
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
