"""Letters leave through a folder or a server, and no value can write a header of its own."""

import json
import socket
import stat
from email import policy
from email.parser import BytesParser

import pytest

from portal import config
from portal.core import mail
from tests.realdata import real_data


def make_settings(tmp_path, **given):
    return config.load({}, data_dir=tmp_path, name="Портал", **given)


def read(path):
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def test_it_works(tmp_path):
    settings = make_settings(tmp_path)
    message = mail.Message("carla@example.org", "Тема: привет", "Текст", "<p>Текст</p>", {"List-Id": "x"}, "<a@b>")
    mail.send(settings, message)
    [path] = (tmp_path / "mail").glob("*.eml")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    letter = read(path)
    assert letter["Subject"] == "Тема: привет"
    assert letter["From"].addresses[0].display_name == "Портал"
    assert letter.get_body(("plain",)).get_content().strip() == "Текст"
    assert letter["List-Id"] == "x"


SENTENCE = "Stella просит вас написать решение — пробел в базе знаний: вернуть подарок, купленный за бонусы, 100 %"


@pytest.mark.parametrize("subject", [SENTENCE[start:].strip() for start in range(0, 60, 3)] + ["word " * 40 + "end"])
def test_a_subject_of_several_lines_keeps_its_spaces(tmp_path, subject):
    """Where a line ends between two encoded words, a space belongs to one of them or is lost."""
    composed = mail.compose(make_settings(tmp_path), mail.Message("a@example.org", subject, "t"))
    raw = composed.as_bytes()
    assert BytesParser(policy=policy.default).parsebytes(raw)["Subject"] == subject
    assert str(composed["Subject"]) == subject
    assert max(map(len, raw.splitlines())) <= 78
    raw.decode("ascii")


def test_the_way_out_of_a_list_is_bare_however_long(tmp_path):
    """What would be an encoded word is no address to the mail programme that is to call it."""
    way = f"<https://help.example.org/{'unsubscribe-' * 20}>"
    headers = {"List-Unsubscribe": way, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "X-Other": "word " * 40}
    composed = mail.compose(make_settings(tmp_path), mail.Message("a@example.org", SENTENCE, "t", headers=headers))
    lines = composed.as_bytes().split(b"\r\n")
    assert f"List-Unsubscribe: {way}".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert [line for line in lines if len(line) > 78] == [f"List-Unsubscribe: {way}".encode()]
    with pytest.raises(mail.Refused):
        mail.compose(
            make_settings(tmp_path), mail.Message("a@e.org", "s", "t", headers={"List-Unsubscribe": "a\nb: c"})
        )


def test_the_same_id_is_the_same_file(tmp_path):
    settings = make_settings(tmp_path)
    for text in ("one", "two"):
        mail.send(settings, mail.Message("a@example.org", "s", text, message_id=mail.message_id(settings, 7)))
    [path] = (tmp_path / "mail").iterdir()
    assert "two" in path.read_text()


def test_a_folder_may_be_named(tmp_path):
    settings = make_settings(tmp_path, mail_url=f"folder://{tmp_path}/elsewhere")
    assert mail.folder(settings) == tmp_path / "elsewhere"


@pytest.mark.parametrize("to", ["a@b.c, d@e.f", "A <a@b.c>", "a@b.c\nBcc: d@e.f", "a", "", "a@b.c\r\n\r\nbody"])
def test_only_one_bare_address(tmp_path, to):
    with pytest.raises(mail.Refused):
        mail.compose(make_settings(tmp_path), mail.Message(to, "s", "t"))


@pytest.mark.data
def test_no_value_starts_a_header_of_its_own(tmp_path):
    attacks = real_data("attacks", "email_header.jsonl")
    settings = make_settings(tmp_path)
    plain = {name.lower() for name in mail.compose(settings, mail.Message("a@example.org", "s", "t", "<p>t</p>"))}
    for line in attacks.read_text(encoding="utf-8").splitlines():
        value = json.loads(line)["value"]
        for message in (
            mail.Message("a@example.org", value, "t", "<p>t</p>"),
            mail.Message("a@example.org", "s", value, "<p>t</p>"),
            mail.Message(value, "s", "t", "<p>t</p>"),
        ):
            try:
                raw = mail.compose(settings, message).as_bytes()
            except mail.Refused:
                continue
            letter = BytesParser(policy=policy.default).parsebytes(raw)
            assert {name.lower() for name in letter} <= plain, value
            assert len(letter["To"].addresses) == 1, value
            if message.to == "a@example.org":
                assert letter["To"].addresses[0].addr_spec == "a@example.org"


class Keeper:
    """What a server of our own was given."""

    def __init__(self, answer="250 OK"):
        self.letters, self.answer = [], answer

    async def handle_DATA(self, _server, _session, envelope):
        self.letters.append(envelope)
        return self.answer


@pytest.fixture
def smtp():
    from aiosmtpd import controller

    running = []

    def start(keeper):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = controller.Controller(keeper, hostname="127.0.0.1", port=port)
        server.start()
        running.append(server)
        return port

    yield start
    for server in running:
        server.stop()


def test_over_a_real_server(tmp_path, smtp):
    keeper = Keeper()
    settings = make_settings(tmp_path, mail_url=f"smtp://127.0.0.1:{smtp(keeper)}")
    mail.send(settings, mail.Message("carla@example.org", "Тема", "Текст"))
    [envelope] = keeper.letters
    assert envelope.rcpt_tos == ["carla@example.org"]
    assert b"\r\n\r\n" in envelope.content


def test_a_server_that_refuses_for_good(tmp_path, smtp):
    settings = make_settings(tmp_path, mail_url=f"smtp://127.0.0.1:{smtp(Keeper('554 no'))}")
    with pytest.raises(mail.Refused):
        mail.send(settings, mail.Message("carla@example.org", "s", "t"))


def test_a_server_that_is_busy_may_be_asked_again(tmp_path, smtp):
    settings = make_settings(tmp_path, mail_url=f"smtp://127.0.0.1:{smtp(Keeper('451 later'))}")
    with pytest.raises(OSError):
        mail.send(settings, mail.Message("carla@example.org", "s", "t"))


def test_no_server_is_an_oserror(tmp_path):
    settings = make_settings(tmp_path, mail_url="smtp://127.0.0.1:1")
    with pytest.raises(OSError):
        mail.send(settings, mail.Message("carla@example.org", "s", "t"))
