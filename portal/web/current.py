"""The settings of the running application, for actions, queries and jobs that have none at hand."""

from typing import cast

from flask import current_app

from portal.config import Settings


def settings() -> Settings:
    return cast(Settings, current_app.config["PORTAL"])


def link(path: str) -> str:
    """The full public address of a path of ours: built on ``PORTAL_BASE_URL``, never on what a request says."""
    return settings().address + path
