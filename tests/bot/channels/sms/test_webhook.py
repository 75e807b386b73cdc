"""POST /webhooks/sms: what parents write."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest

from bot.ports import CarrierWord, MediaReference
from tests.bot.channels.sms.conftest import PUBLIC, sign

AMINA = "+447700900123"


def test_a_text_is_handed_on_and_answered_with_nothing(webhooks):
    before = datetime.now(UTC)
    answer = webhooks.text(Body="yeh but 10 min late x")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert answer.text.endswith("<Response></Response>")
    (received,) = webhooks.received
    assert (received.provider_id, received.sender, received.text) == ("SM1", AMINA, "yeh but 10 min late x")
    assert (received.channel, received.media, received.carrier) == ("sms", (), None)
    assert before <= received.received_at <= datetime.now(UTC)


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \t\n",
        "👍",
        "STOP!",
        "Yes.",
        "aGVsbG8gd29ybGQsIHRoaXMgaXMgYSB2ZXJ5IGxvbmcgYmFzZTY0IGJvZHkgb2YgYSB0ZXh0",
        "\u202egnihton\u202c",
        "کیا آپ آ سکتے ہیں؟",
        "x" * 2000,
        "👩‍👧" * 1600,
        "a&b=c+d%20e;f#g",
        "\ufffd",
        "\x01\x1b[2J",
    ],
)
def test_whatever_a_parent_writes_arrives_as_written(webhooks, body):
    assert webhooks.text(Body=body).status_code == 200
    assert webhooks.received[0].text == body


def test_a_nul_is_left_out(webhooks):
    assert webhooks.text(Body="ye\0s").status_code == 200
    assert webhooks.received[0].text == "yes"


def test_bytes_that_are_no_utf8_are_never_an_error(webhooks):
    body = b"MessageSid=SM1&From=%2B447700900123&Body=%ff%fe+%ED%A0%80+\xff"
    read = parse_qsl(body.decode(errors="replace"), errors="replace")
    answer = webhooks.raw(body, **{"X-Twilio-Signature": sign(f"{PUBLIC}/webhooks/sms", read)})
    assert answer.status_code == 200
    assert "\ufffd" in webhooks.received[0].text
    webhooks.received[0].text.encode()


def test_a_text_without_a_body_is_an_empty_one(webhooks):
    assert webhooks.post({"MessageSid": "SM1", "From": AMINA}).status_code == 200
    assert webhooks.received[0].text == ""


def test_the_same_text_brought_again_has_the_same_name(webhooks):
    webhooks.text()
    webhooks.text()
    assert {received.provider_id for received in webhooks.received} == {"SM1"}


def test_the_older_name_of_the_sid_is_known_too(webhooks):
    assert webhooks.post({"SmsSid": "SM2", "From": AMINA}).status_code == 200
    assert webhooks.received[0].provider_id == "SM2"


def test_pictures_are_listed_and_not_fetched(webhooks):
    url = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME"
    media = {"MediaUrl0": url + "0", "MediaContentType0": "image/jpeg", "MediaUrl1": url + "1"}
    assert webhooks.text(Body="", NumMedia="2", **media).status_code == 200
    assert webhooks.received[0].media == (
        MediaReference(url + "0", "image/jpeg"),
        MediaReference(url + "1", "application/octet-stream"),
    )


@pytest.mark.parametrize("number", ["x", "-1", "99999999", ""])
def test_a_wrong_count_of_pictures_changes_nothing(webhooks, number):
    assert webhooks.text(NumMedia=number).status_code == 200
    assert webhooks.received[0].media == ()


def test_at_most_ten_pictures_are_listed(webhooks):
    webhooks.text(**{f"MediaUrl{n}": f"https://x/{n}" for n in range(20)})
    assert len(webhooks.received[0].media) == 10


@pytest.mark.parametrize(
    ("word", "carrier"),
    [
        ("STOP", CarrierWord.STOP),
        ("START", CarrierWord.START),
        ("HELP", CarrierWord.HELP),
        ("stop", CarrierWord.STOP),
        ("", None),
        ("MAYBE", None),
    ],
)
def test_what_the_carrier_has_answered_is_marked(webhooks, word, carrier):
    webhooks.text(Body="stopall", OptOutType=word)
    assert webhooks.received[0].carrier is carrier


@pytest.mark.parametrize("sender", [AMINA, " 447700900123", "447700900123", "+48501234567", "+441214960000"])
def test_a_number_however_it_is_written_is_a_sender(webhooks, sender):
    assert webhooks.text(From=sender).status_code == 200
    assert webhooks.received[0].sender == "+" + sender.strip().removeprefix("+")


@pytest.mark.parametrize(
    "sender", ["EE", "YourBank", "60006", "999", "whatsapp:+447700900123", "+44", "٠٧٧٠٠٩٠٠١٢٣", "x" * 999]
)
def test_who_cannot_be_answered_is_left_alone(webhooks, sender):
    assert webhooks.text(From=sender).status_code == 200
    assert webhooks.nothing_came
