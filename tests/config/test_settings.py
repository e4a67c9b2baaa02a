"""Settings: what is unsafe refuses to start and names the setting (R15); the page of settings is complete."""

import re
from pathlib import Path

import pytest

from portal import config

pytestmark = pytest.mark.one_database
GOOD_KEY = "t8Q_0vN3xLr7mZ2kY5wB9cJ4hF6dS1aGpEuR"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_it_works(tmp_path):
    settings = config.load({"PORTAL_PORT": "8123", "PORTAL_DATA_DIR": str(tmp_path)})
    assert settings.address == "http://127.0.0.1:8123"
    assert settings.database == f"sqlite:///{tmp_path}/portal.sqlite3"
    assert "localhost" in settings.hosts


UNSAFE = {
    "PORTAL_SECRET_KEY": [{"PORTAL_SECRET_KEY": "short"}, {"PORTAL_SECRET_KEY": "a" * 64},
                          {"PORTAL_SECRET_KEY": "please-change-this-secret-key-0123456789"}],
    "PORTAL_BASE_URL": [{"PORTAL_BASE_URL": "http://help.example.org"}, {"PORTAL_BASE_URL": "help.example.org"},
                        {"PORTAL_BASE_URL": "ftp://help.example.org"}, {"PORTAL_HOST": "0.0.0.0"}],
    "PORTAL_DEV": [{"PORTAL_DEV": "yes", "PORTAL_BASE_URL": "https://help.example.org"}, {"PORTAL_DEV": "maybe"}],
    "PORTAL_LIMITS": [{"PORTAL_LIMITS": "2"}],
    "PORTAL_PORT": [{"PORTAL_PORT": "0"}, {"PORTAL_PORT": "70000"}, {"PORTAL_PORT": "http"}],
    "PORTAL_PASSWORD_MIN": [{"PORTAL_PASSWORD_MIN": "7"}],
    "PORTAL_PASSWORD_MIN_STAFF": [{"PORTAL_PASSWORD_MIN_STAFF": "6"}],
    "PORTAL_MAIL_URL": [{"PORTAL_MAIL_URL": "http://mail.example.org"}, {"PORTAL_MAIL_URL": "mail"}],
    "DATABASE_URL": [{"DATABASE_URL": "mysql://somewhere/db"}, {"DATABASE_URL": "portal.sqlite3"}],
    "PORTAL_NAME": [{"PORTAL_NAME": "two\nlines"}, {"PORTAL_NAME": "x" * 61}],
    "PORTAL_DEFAULT_LANGUAGE": [{"PORTAL_DEFAULT_LANGUAGE": "de"}],
    "PORTAL_DEFAULT_TIME_ZONE": [{"PORTAL_DEFAULT_TIME_ZONE": "Mars/Olympus"}],
    "SEARCH_URL": [{"SEARCH_URL": "solr:"}],
    "REDIS_URL": [{"REDIS_URL": "http://localhost"}],
    "PORTAL_METRICS_TOKEN": [{"PORTAL_METRICS_TOKEN": "short"}],
}  # fmt: skip
CASES = [(name, environ) for name, each in UNSAFE.items() for environ in each]


@pytest.mark.parametrize(("name", "environ"), CASES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(CASES)])
def test_refuses(name, environ):
    with pytest.raises(config.UnsafeSettings) as refusal:
        config.load(environ)
    assert name in refusal.value.text
    assert not any(value in refusal.value.text for key, value in environ.items() if "SECRET" in key or "TOKEN" in key)


def test_good_settings_are_taken():
    config.load(
        {"PORTAL_SECRET_KEY": GOOD_KEY, "PORTAL_HOST": "0.0.0.0", "PORTAL_BASE_URL": "https://help.example.org"}
    )
    config.load({"PORTAL_BASE_URL": "http://help.local", "PORTAL_ALLOW_HTTP": "true"})


def test_secret_from_file(tmp_path):
    file = tmp_path / "key"
    file.write_text(GOOD_KEY + "\n")
    assert config.load({"PORTAL_SECRET_KEY_FILE": str(file)}).secret_key == GOOD_KEY
    with pytest.raises(config.UnsafeSettings, match="PORTAL_SECRET_KEY_FILE"):
        config.load({"PORTAL_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_own_key_is_made_once_and_private(tmp_path):
    settings = config.load({}, data_dir=tmp_path / "data")
    config.prepare_data_dir(settings)
    first = config.secret_key(settings)
    assert len(first) >= 60
    assert config.secret_key(settings) == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


def test_refuses_a_folder_that_everyone_writes(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(config.UnsafeSettings, match="PORTAL_DATA_DIR"):
        config.prepare_data_dir(config.load({}, data_dir=folder))


def test_page_and_code_name_the_same_settings():
    code = {
        str(info.validation_alias or f"PORTAL_{field.upper()}") for field, info in config.Settings.model_fields.items()
    }
    page = set(re.findall(r"^\| `([A-Z_]+)`", DOCS.read_text(encoding="utf-8"), re.M))
    assert code == page
