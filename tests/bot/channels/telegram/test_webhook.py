import json
from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.telegram.webhook import AT_MOST_BYTES, HEADER, routes
from bot.config import Settings
from storage.errors import DatabaseAway

SECRET = "a-secret_1"
WORDS = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1778599800,
        "chat": {"id": 70012345, "type": "private"},
        "from": {"id": 70012345, "is_bot": False, "first_name": "Amina"},
        "text": "Secret words",
    },
}
PRESS = {
    "update_id": 6,
    "callback_query": {
        "id": "31",
        "from": {"id": 7, "is_bot": False, "first_name": "Amina"},
        "chat_instance": "1",
        "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}},
        "data": "q:1",
    },
}


class Channel:
    """As much of the bot as the webhook sees."""

    def __init__(self):
        self.clock = self
        self.heard = []

    def now(self):
        return datetime(2026, 5, 12, 16, 30, tzinfo=UTC)

    def stop_spinning(self, press):
        self.heard.append(press)


@pytest.fixture
def channel():
    return Channel()


def door(house, channel, secret=SECRET):
    settings = Settings(_env_file=None, telegram_webhook_secret=secret, telegram_token="1:x")
    return TestClient(Starlette(routes=routes(settings, house.receive, house.blocked, channel)))


@pytest.fixture
def post(house, channel):
    client = door(house, channel)

    def post(body, secret=SECRET):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {HEADER: secret}
        return client.post("/webhooks/telegram", content=content, headers=headers).status_code

    return post


def test_a_message_comes_in(post, house):
    assert post(WORDS) == 200
    assert house.texts == ["Secret words"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ä"])
def test_without_the_secret_nothing_comes_in(post, house, secret):
    assert post(WORDS, secret and secret.encode("latin-1")) == 403
    assert not house.received


def test_a_channel_that_is_off_is_not_there(house):
    assert door(house, None).post("/webhooks/telegram", json=WORDS).status_code == 404


def test_without_a_secret_there_is_no_webhook(house, channel):
    client = door(house, channel, secret="")
    assert client.post("/webhooks/telegram", json=WORDS, headers={HEADER: ""}).status_code == 404


def test_only_post_is_answered(house, channel):
    assert door(house, channel).get("/webhooks/telegram").status_code == 405


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null", b"[]", b'{"update_id": "x"}', b"1" * 5000, b'"\\ud800"']
)
def test_what_cannot_be_read_is_set_aside_and_not_brought_again(post, house, caplog, body):
    assert post(body) == 200
    assert not house.received
    assert "set aside" in caplog.text


def test_an_update_too_big_to_be_one_is_refused(post, house):
    assert post(b" " * (AT_MOST_BYTES + 1)) == 413


def test_while_the_database_is_away_telegram_is_asked_to_come_again(post, house):
    house.raises = [DatabaseAway()]
    assert post(WORDS) == 503
    assert post(WORDS) == 200
    assert house.texts == ["Secret words"]


def test_a_pressed_button_stops_spinning(post, house, channel):
    assert post(PRESS) == 200
    assert house.received[0].button == "q:1"
    assert channel.heard == ["31"]


def test_a_button_goes_on_spinning_while_it_was_not_heard(post, house, channel):
    house.raises = [DatabaseAway()]
    assert post(PRESS) == 503
    assert channel.heard == []


def test_a_button_that_is_not_ours_stops_spinning_too(post, house, channel):
    assert post({"update_id": 6, "callback_query": {"id": "32"}}) == 200
    assert channel.heard == ["32"]
    assert not house.received


def test_an_edited_message_is_not_a_new_one(post, house):
    assert post({"update_id": 7, "edited_message": WORDS["message"]}) == 200
    assert not house.received


def test_no_log_holds_the_words_the_name_or_the_chat(post, house, caplog):
    caplog.set_level("DEBUG")
    post({**WORDS, "message": {**WORDS["message"], "via_bot": {"is_bot": True}}})
    post({**WORDS, "message": {**WORDS["message"], "date": "Secret words"}})
    assert caplog.records
    assert not [word for word in ("70012345", "Secret words", "Amina", SECRET) if word in caplog.text]
