"""The reader's language and time zone; catalogues by capability; relative times and numbers for templates."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from flask import Flask, current_app, has_request_context, request
from flask_babel import Babel, format_datetime, format_decimal, get_locale, gettext, ngettext
from markupsafe import Markup

from portal.core import clock, language, richtext
from portal.paths import TRANSLATIONS
from portal.web import catalogues, identity

LANGUAGE_COOKIE = "language"
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
    zone = identity.actor().time_zone
    return zone if zone in ZONES else current_app.config["PORTAL"].default_time_zone


def exact(moment: datetime) -> str:
    return format_datetime(moment, "d MMMM y, HH:mm zzz")


def _words(moment: datetime) -> str:
    seconds = int((clock.now() - moment).total_seconds())
    if seconds < 60:
        return gettext("just now")
    if seconds < 3600:
        return ngettext("%(num)d minute ago", "%(num)d minutes ago", seconds // 60)
    if seconds < 86400:
        return ngettext("%(num)d hour ago", "%(num)d hours ago", seconds // 3600)
    if seconds < 30 * 86400:
        return ngettext("%(num)d day ago", "%(num)d days ago", seconds // 86400)
    this_year = moment.astimezone(ZoneInfo("UTC")).year == clock.now().year
    return format_datetime(moment, "d MMM" if this_year else "d MMM y")


def reltime(moment: datetime) -> Markup:
    """A ``<time>`` element: relative words, the exact time on hover and for machines."""
    pattern = '<time datetime="{}" title="{}" data-relative>{}</time>'
    return richtext.element(pattern, moment.isoformat(timespec="seconds"), exact(moment), _words(moment))


def number(value: int) -> str:
    return format_decimal(value)


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
    app.jinja_env.globals.update(get_locale=lambda: str(get_locale() or "en"))
    app.jinja_env.filters.update(reltime=reltime, exact=exact, number=number)
    app.jinja_env.globals.update(reltime=reltime, exact=exact, number=number)
