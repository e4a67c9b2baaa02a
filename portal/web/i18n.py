"""The reader's language and time zone; catalogues by capability; relative times and numbers for templates."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel import dates
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_babel import (
    Babel,
    format_decimal,
    get_locale,
    get_timezone,
    get_translations,
    gettext,
    ngettext,
)
from jinja2 import pass_eval_context
from markupsafe import Markup

from portal.core import clock, language, richtext
from portal.paths import TRANSLATIONS
from portal.web import catalogues, identity

LANGUAGE_COOKIE = "language"
_KEPT_WORDS = 20_000  # of all languages: more than templates have
A_DATE = timedelta(days=30)  # what is older is told by its date
ZONES = frozenset(available_timezones())


def reader_language() -> str:
    """Chosen in the profile, else by the footer's links (a cookie), else what the browser asks for.
    A job or a command speaks the portal's own language unless it says otherwise (``force_locale``)."""
    if not has_request_context():
        return str(current_app.config["PORTAL"].default_language)
    chosen = identity.actor().language or request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in language.CODES:
        return chosen
    return language.best(request.headers.get("Accept-Language"), current_app.config["PORTAL"].default_language)


def reader_zone() -> str:
    if not has_request_context():
        return str(current_app.config["PORTAL"].default_time_zone)
    zone = identity.actor().time_zone if has_request_context() else ""
    return zone if zone in ZONES else current_app.config["PORTAL"].default_time_zone


def _found() -> Any:
    """What Flask-Babel found of this request's reader, or None: a page asks some dozens of times."""
    return getattr(g._get_current_object(), "_flask_babel", None) if has_app_context() else None  # type: ignore[attr-defined]


def tag() -> str:
    """The language of this request."""
    chosen = getattr(_found(), "babel_locale", None)
    return str(chosen.language if chosen is not None else get_locale())


def _zone() -> str:
    """The time zone of this request."""
    chosen = getattr(_found(), "babel_tzinfo", None)
    return str(chosen if chosen is not None else get_timezone())


# Babel takes a tenth of a millisecond to write one date, and a list shows thirty: dates are kept by the day, names of zones
# by how far they are off and whether that is summer time, and only hours and minutes are written anew.
_zone_of = lru_cache(maxsize=256)(ZoneInfo)
_ZONE_NAMES: dict[
    tuple[str, timedelta | None, timedelta | None, str | None, str], str
] = {}  # a few for each zone that somebody has


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, locale: str) -> str:
    return str(dates.format_date(day, pattern, locale))


def _zone_name(local: datetime, zone: str, locale: str) -> str:
    key = (zone, local.utcoffset(), local.dst(), local.tzname(), locale)
    if key not in _ZONE_NAMES:
        _ZONE_NAMES[key] = str(dates.format_datetime(local, "zzz", local.tzinfo, locale))
    return _ZONE_NAMES[key]


def exact(moment: datetime) -> str:
    """The whole date and time in the reader's language and zone."""
    return _exact(moment, _zone(), tag())


def _exact(moment: datetime, zone: str, locale: str) -> str:
    local = moment.astimezone(_zone_of(zone))
    return f"{_date(local.date(), 'd MMMM y', locale)}, {local:%H:%M} {_zone_name(local, zone, locale)}"


@lru_cache(maxsize=2048)
def _ago(unit: str, count: int, _locale: str) -> str:
    """Kept: a list says the same few words again and again."""
    if unit == "minute":
        return ngettext("%(num)d minute ago", "%(num)d minutes ago", count)
    if unit == "hour":
        return ngettext("%(num)d hour ago", "%(num)d hours ago", count)
    return ngettext("%(num)d day ago", "%(num)d days ago", count) if count else gettext("just now")


def _words(moment: datetime, zone: str, locale: str) -> str:
    now = clock.now()
    seconds = int((now - moment).total_seconds())
    if seconds < 60:
        return _ago("", 0, locale)
    if seconds < 3600:
        return _ago("minute", seconds // 60, locale)
    if seconds < 86400:
        return _ago("hour", seconds // 3600, locale)
    if seconds < A_DATE.total_seconds():
        return _ago("day", seconds // 86400, locale)
    this_year = moment.astimezone(UTC).year == now.year
    return _date(moment.astimezone(_zone_of(zone)).date(), "d MMM" if this_year else "d MMM y", locale)


def _day(moment: datetime, pattern: str) -> str:
    return _date(moment.astimezone(_zone_of(_zone())).date(), pattern, tag())


def reltime(moment: datetime) -> Markup:
    """A ``<time>`` element: relative words, the exact time on hover and for machines; ``data-day`` where it is a date."""
    zone, locale = _zone(), tag()
    pattern = '<time datetime="{}" title="{}" data-relative>{}</time>'
    if clock.now() - moment >= A_DATE:
        pattern = '<time datetime="{}" title="{}" data-relative data-day>{}</time>'
    said = _exact(moment, zone, locale), _words(moment, zone, locale)
    return richtext.element(pattern, moment.isoformat(timespec="seconds"), *said)


def onday(moment: datetime) -> Markup:
    """A ``<time>`` element with the date: for what is still to come, or is read as a date."""
    pattern = '<time datetime="{}" title="{}" data-day>{}</time>'
    return richtext.element(pattern, moment.isoformat(timespec="seconds"), exact(moment), _day(moment, "d MMM y"))


def exactly(moment: datetime) -> Markup:
    """A ``<time>`` element with the whole date and time."""
    return richtext.element(
        '<time datetime="{}" data-exact>{}</time>', moment.isoformat(timespec="seconds"), exact(moment)
    )


@lru_cache(maxsize=4096)
def _number(value: int | float, _locale: str) -> str:
    return str(format_decimal(value))


def number(value: int | float) -> str:
    return _number(value, tag())


def _quick_catalogue() -> Callable[[], Any]:
    """Flask-Babel's ``get_translations``, without its way there at each of the hundred words of a page."""
    kept: dict[Any, Any] = {}

    def catalogue() -> Any:
        chosen = getattr(_found(), "babel_locale", None)
        if chosen is None:
            return get_translations()
        found = kept.get(chosen.language)
        if found is None:
            found = kept[chosen.language] = get_translations()
        return found

    return catalogue


def _quick_words(catalogue: Callable[[], Any]) -> Callable[..., str]:
    """``_()`` of templates: what Jinja's own does, in one call instead of three; plain words are looked up once."""
    kept: dict[tuple[Any, str], Markup] = {}

    @pass_eval_context
    def words(context: Any, text: str, **values: object) -> str:
        named = catalogue()
        if not values and (known := kept.get((named, text))) is not None and context.autoescape:
            return known
        found = named.ugettext(text)
        if context.autoescape and not values and "%" not in found:
            said = richtext.stored(found)
            if len(kept) < _KEPT_WORDS:
                kept[named, text] = said
            return said
        return (richtext.stored(found) if context.autoescape else found) % values

    return words


def _quick_plurals(catalogue: Callable[[], Any]) -> Callable[..., str]:
    """``ngettext()`` of templates, likewise."""

    @pass_eval_context
    def plurals(context: Any, one: str, many: str, count: float, **values: object) -> str:
        found = catalogue().ungettext(one, many, count)
        said: str = richtext.stored(found) if context.autoescape else found
        return said % {"num": count, **values} if "%" in found else said

    return plurals


def init_app(app: Flask) -> None:
    catalogues.compile_stale(TRANSLATIONS)
    names = catalogues.domains(TRANSLATIONS)
    Babel(
        app,
        default_locale=app.config["PORTAL"].default_language,
        default_domain=";".join(names),
        default_translation_directories=";".join([str(TRANSLATIONS)] * len(names)),
        locale_selector=reader_language,
        timezone_selector=reader_zone,
    )
    words = _quick_catalogue()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: words().ugettext(text),
        ngettext=lambda one, many, n: words().ungettext(one, many, n),
        pgettext=lambda context, text: words().upgettext(context, text),
        npgettext=lambda context, one, many, n: words().unpgettext(context, one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals.update(_=_quick_words(words), ngettext=_quick_plurals(words))
    app.jinja_env.globals.update(get_locale=lambda: str(get_locale() or "en"))
    app.jinja_env.filters.update(reltime=reltime, exact=exact, number=number)
    app.jinja_env.globals.update(reltime=reltime, onday=onday, exact=exact, exactly=exactly, number=number)
