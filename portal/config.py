"""Environment -> one frozen, typed ``Settings``; every setting is described in ``docs/settings.md``.

A secret may also come from a file named by ``NAME_FILE`` (as container secrets do). What would be unsafe refuses to
start and says what to set.
"""

import os
import secrets
import stat
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_PLACEHOLDERS = ("change", "secret", "example", "password", "default", "please")


class UnsafeSettings(SystemExit):
    """A setting is missing, malformed or unsafe. The text names the setting and what to do; exit status 2."""

    def __init__(self, text: str) -> None:
        super().__init__(2)
        self.text = text

    def __str__(self) -> str:
        return self.text


class Settings(BaseSettings):
    """All that can be set from outside. Times are seconds, sizes bytes."""

    model_config = SettingsConfigDict(env_prefix="PORTAL_", frozen=True, extra="ignore", populate_by_name=True)

    name: str = "Portal"
    data_dir: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    base_url: str = ""
    secret_key: str = ""
    database_url: str = Field("", validation_alias="DATABASE_URL")
    redis_url: str = Field("", validation_alias="REDIS_URL")
    search_url: str = Field("whoosh:", validation_alias="SEARCH_URL")
    mail_url: str = "folder:"
    mail_from: str = "portal@localhost"
    trusted_hosts: str = ""
    trusted_proxies: int = Field(0, ge=0, le=5)
    allow_http: bool = False
    dev: bool = False
    limits: bool = True
    default_language: Literal["ru", "uk", "en"] = "en"
    default_time_zone: str = "UTC"
    password_min: int = Field(12, ge=8, le=64)
    password_min_staff: int = Field(15, ge=8, le=64)
    session_days: int = Field(30, ge=1, le=400)
    metrics_token: str = ""
    threads: int = Field(4, ge=1, le=64)
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("allow_http", "dev", "limits", mode="before")
    @classmethod
    def _plain_boolean(cls, value: object) -> object:
        if isinstance(value, str):
            word = value.strip().lower()
            if word in _TRUE:
                return True
            if word in _FALSE:
                return False
            raise ValueError("say true or false")
        return value

    @field_validator("name")
    @classmethod
    def _printable_name(cls, value: str) -> str:
        if not value.strip() or not value.isprintable() or len(value) > 60:
            raise ValueError("a printable name of 1 to 60 characters")
        return value.strip()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("sqlite:///FILE or postgresql://USER@HOST/NAME")
        return value.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"folder", "smtp", "smtps", "smtp+starttls"}:
            raise ValueError("folder:, smtp://…, smtp+starttls://… or smtps://…")
        return value

    @field_validator("default_time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("a name of the time zone list, such as Europe/Kyiv")
        return value

    @field_validator("search_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value not in {"whoosh:", "tantivy:", "memory:"}:
            raise ValueError("whoosh:, tantivy: or memory:")
        if value == "tantivy:" and find_spec("tantivy") is None:
            raise ValueError("tantivy: needs a package more; install the portal with its extra, portal[fast]")
        return value

    @field_validator("redis_url")
    @classmethod
    def _known_redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("redis://HOST:PORT/NUMBER")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _long_token(cls, value: str) -> str:
        if value and len(value) < 24:
            raise ValueError("at least 24 characters")
        return value

    @model_validator(mode="after")
    def _refuse_unsafe(self) -> "Settings":
        key = self.secret_key
        if key and (len(key) < 32 or len(set(key)) < 8 or any(word in key.lower() for word in _PLACEHOLDERS)):
            raise ValueError("PORTAL_SECRET_KEY: at least 32 random characters, no placeholder")
        url = urlsplit(self.base_url)
        if self.base_url and (url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment):
            raise ValueError("PORTAL_BASE_URL: a full address such as https://help.example.org")
        if url.scheme == "http" and url.hostname not in LOOPBACK and not self.allow_http:
            raise ValueError("PORTAL_BASE_URL: use https, or set PORTAL_ALLOW_HTTP=true for a closed network")
        if self.host not in LOOPBACK and not self.base_url:
            raise ValueError("PORTAL_BASE_URL: must be set when PORTAL_HOST is reachable from outside")
        if self.dev and (self.host not in LOOPBACK or (url.hostname and url.hostname not in LOOPBACK)):
            raise ValueError("PORTAL_DEV: only on this machine; unset it or PORTAL_HOST and PORTAL_BASE_URL")
        return self

    @property
    def address(self) -> str:
        """The public address without a closing slash; links in mail are built on it, never on the request."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def hosts(self) -> list[str]:
        """Host names a request may carry."""
        named = [host.strip() for host in self.trusted_hosts.split(",") if host.strip()]
        own = urlsplit(self.address).hostname or "localhost"
        return sorted({own, *named, *(LOOPBACK if own in LOOPBACK else ())})

    @property
    def secure(self) -> bool:
        """True when cookies may demand TLS."""
        return self.address.startswith("https://")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'portal.sqlite3'}"


def _with_files(environ: dict[str, str]) -> dict[str, str]:
    """Replace ``NAME_FILE`` by the content of that file, as ``NAME``."""
    found = dict(environ)
    for name, path in environ.items():
        if not name.endswith("_FILE") or not (
            name.startswith("PORTAL_") or name in {"DATABASE_URL_FILE", "REDIS_URL_FILE"}
        ):
            continue
        try:
            found[name.removesuffix("_FILE")] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UnsafeSettings(f"{name}: cannot read {path}: {error}") from None
    return found


def _from_environment(environ: dict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for field, info in Settings.model_fields.items():
        name = str(info.validation_alias or f"PORTAL_{field.upper()}")
        if name in environ and environ[name] != "":
            values[field] = environ[name]
    return values


def load(environ: dict[str, str] | None = None, **given: object) -> Settings:
    """Read the environment (or ``environ``); ``given`` wins over it.

    Raises ``UnsafeSettings`` with one line per wrong setting.
    """
    source = _with_files(dict(os.environ if environ is None else environ))
    try:
        settings = Settings.model_validate(_from_environment(source) | given)
    except ValidationError as error:
        raise UnsafeSettings("\n".join(_explain(item) for item in error.errors())) from None
    return settings


def _explain(item: object) -> str:
    assert isinstance(item, dict)
    place = ".".join(str(part) for part in item["loc"])
    text = str(item["msg"]).removeprefix("Value error, ")
    field = Settings.model_fields.get(place)
    if field is not None:
        place = str(field.validation_alias or f"PORTAL_{place.upper()}")
    return f"{place}: {text}" if place else text


def prepare_data_dir(settings: Settings) -> None:
    """Make the data folder, readable by its owner only. Raises ``UnsafeSettings`` when others may write to it."""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise UnsafeSettings(f"PORTAL_DATA_DIR: cannot make {folder}: {error.strerror}") from None
    if stat.S_IMODE(folder.stat().st_mode) & stat.S_IWOTH:
        raise UnsafeSettings(f"PORTAL_DATA_DIR: everyone may write to {folder}; run chmod o-w on it")


def secret_key(settings: Settings) -> str:
    """The signing key: set from outside, or made once and kept in the data folder (mode 0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
