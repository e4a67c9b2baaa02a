"""Which topics a page belongs to; those that are missing are made."""

from collections.abc import Mapping
from typing import Any

import yaml
from sqlalchemy import select

from portal.cases import content as contents
from portal.core import clock, slugs
from portal.core.db import db
from portal.core.language import CODES
from portal.importers.markdown.folder import Folder, FolderError
from portal.importers.markdown.front import FrontError, loaded
from portal.importers.markdown.survey import TOPICS
from portal.topics.actions import MAX_NAME, RESERVED
from portal.topics.models import Topic


class Topics:
    """The topics of the portal by name and slug. ``names`` are those that an export wrote down."""

    def __init__(self, site: str, folder: Folder | None = None) -> None:
        self.site, self.made = site, 0
        self.told = _told(folder) if folder is not None else {}
        self.by_name: dict[str, str] = {}
        for slug, names in db.session.execute(select(Topic.slug, Topic.names)):
            self._know(slug, names)

    def _know(self, slug: str, names: Mapping[str, str]) -> None:
        for name in (*names.values(), slug):
            self.by_name.setdefault(name.casefold(), slug)

    def of(self, names: tuple[str, ...], language: str, *, first: str = "", otherwise: str) -> tuple[str, ...]:
        """Slugs for names of a page; ``first`` goes before them, ``otherwise`` stands when there is none."""
        wanted = [*([first] if first else []), *names] or [otherwise]
        return tuple(dict.fromkeys(self.slug(name, language) for name in wanted))[: contents.MAX_TOPICS]

    def slug(self, name: str, language: str) -> str:
        known = self.by_name.get(name.casefold())
        if known is not None:
            return known
        slug = slugs.slug_latin(name)
        slug = f"{slug}-topic" if slug in RESERVED else slug
        if slug not in self.by_name:
            names = self.told.get(slug) or {language: name[:MAX_NAME]}
            topic = Topic(slug=slug, names=names, created_at=clock.now(), source_site=self.site)
            db.session.add(topic)
            db.session.flush()
            self.made += 1
        self._know(slug, self.told.get(slug) or {language: name})
        return self.by_name[slug]

    def also_called(self, found: tuple[str, ...], names: tuple[str, ...], language: str) -> None:
        """Names of the same topics in another language, in the same order; only where there was none."""
        if len(found) != len(names):
            return
        for slug, name in zip(found, names, strict=True):
            topic = db.session.scalars(select(Topic).where(Topic.slug == slug)).first()
            if topic is not None and topic.source_site == self.site and language not in topic.names:
                topic.names = topic.names | {language: name[:MAX_NAME]}
                self._know(slug, topic.names)


def _told(folder: Folder) -> dict[str, dict[str, str]]:
    if TOPICS not in folder.others:
        return {}
    try:
        found = loaded(folder.read(TOPICS))
    except FrontError as error:
        raise FolderError([(TOPICS, max(error.line - 1, 1), error.why.replace("front matter", "this"))]) from None
    return {
        slug: kept
        for slug, names in found.items()
        if isinstance(names, dict)
        and (kept := {code: str(names[code])[:MAX_NAME] for code in CODES if names.get(code)})
    }


def written(used: set[str]) -> str:
    """The file that ``Topics`` reads: slug -> names, of these topics."""
    rows: dict[str, Any] = dict(db.session.execute(select(Topic.slug, Topic.names).where(Topic.slug.in_(used))).all())
    named = {slug: {code: rows[slug][code] for code in CODES if code in rows[slug]} for slug in sorted(rows)}
    return yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=10_000) if named else ""
