"""What a request may carry: no NUL characters anywhere, ids that fit the database, bounded bodies."""

from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, ValidationError

MAX_BODY = 2 * 1024 * 1024
MAX_FIELDS = 200  # of one form
MAX_ID = 2**63 - 1


def _clean(values: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict((key, value.replace("\0", "")) for key, value in values.items(multi=True))


class PortalRequest(Request):
    """Drops NUL, which PostgreSQL refuses in text, before any form or query sees it."""

    @property
    def args(self) -> ImmutableMultiDict[str, str]:  # type: ignore[override]
        if "portal.args" not in self.environ:
            self.environ["portal.args"] = _clean(super().args)
        return self.environ["portal.args"]  # type: ignore[no-any-return]

    def _load_form_data(self) -> None:
        self._refuse_floods()
        super()._load_form_data()
        self.__dict__["form"] = _clean(self.__dict__["form"])

    def _refuse_floods(self) -> None:
        """413 for a body of countless fields, before they are read: the framework bounds them in multipart forms only."""
        if "form" in self.__dict__ or self.mimetype != "application/x-www-form-urlencoded":
            return
        if self.get_data().count(b"&") > MAX_FIELDS:  # kept, and read as a form from there
            raise RequestEntityTooLarge

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:  # type: ignore[override]
        """As ever, but brackets within brackets without end are a bad request and no crash."""
        try:
            return super().get_json(force=force, silent=silent, cache=cache)
        except RecursionError:
            return None if silent else abort(400)


class IdConverter(IntegerConverter):
    """``<id:number>``: a positive integer of at most 64 bits; anything else is not found."""

    regex = r"\d{1,19}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if not 0 < number <= MAX_ID or not value.isascii():
            raise ValidationError
        return number


def init_app(app: Flask) -> None:
    app.request_class = PortalRequest
    app.url_map.converters["id"] = IdConverter
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY, MAX_FORM_PARTS=MAX_FIELDS)

    @app.before_request
    def _refuse_odd_paths() -> None:
        if "\0" in request.path or len(request.full_path) > 8000:
            abort(404)
