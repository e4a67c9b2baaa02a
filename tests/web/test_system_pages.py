"""The machine's own pages."""


def test_it_works(client):
    assert client.get("/healthz").data == b"ok\n"
    assert client.get("/readyz").json["ready"] is True


def test_metrics_are_hidden_from_guests(client):
    assert client.get("/metrics").status_code == 404


def test_every_answer_carries_the_policy(client):
    policy = client.get("/healthz").headers["Content-Security-Policy"]
    assert "script-src 'nonce-" in policy
    assert "unsafe" not in policy
