"""An address of this site, as people paste it into a form: how it begins, as set and as this browser calls it."""

from flask import current_app, request


def without_site(given: str) -> str:
    """The path of an address of this site; anything else as it was given. The site is taken off once, and only where a
    path follows: behind a longer name or port another host stands."""
    for address in (current_app.config["PORTAL"].address, request.host_url):
        site = address.rstrip("/")
        if given.startswith(f"{site}/"):
            return given.removeprefix(site)
    return given
