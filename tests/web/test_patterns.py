"""The pattern page shows its components, and only in development."""

from portal import config
from portal.app import create_app


def test_it_works(client):
    page = client.get("/dev/patterns")
    assert page.status_code == 200
    assert page.get_data(as_text=True).count("<svg") > 40


def test_not_in_production(tmp_path):
    app = create_app(config.load({}, data_dir=tmp_path, log_level="error", search_url="memory:"))
    assert app.test_client().get("/dev/patterns").status_code == 404
