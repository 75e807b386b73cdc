"""What the webhooks do not take: forged, malformed, too big, while off or without a database."""

from urllib.parse import urlencode

import pytest

from bot.channels.sms.webhook import AT_MOST_BYTES
from storage.errors import DatabaseAway
from tests.bot.channels.sms.conftest import PUBLIC, Webhooks, sign

AMINA = "+447700900123"

# Refused: 403, and nothing came.


@pytest.mark.parametrize("path", ["/webhooks/sms", "/webhooks/sms/status"])
@pytest.mark.parametrize("signature", [None, "", "wrong", "=" * 5000, "Zm9yZ2Vk"])
def test_a_wrong_or_missing_signature_is_forbidden(webhooks, path, signature):
    fields = {"MessageSid": "SM1", "From": AMINA, "Body": "yes", "MessageStatus": "sent"}
    assert webhooks.post(fields, path, **{"X-Twilio-Signature": signature}).status_code == 403
    assert webhooks.nothing_came


def test_a_signature_of_another_body_is_forbidden(webhooks):
    of_another = sign(f"{PUBLIC}/webhooks/sms", [("MessageSid", "SM1"), ("From", AMINA), ("Body", "no")])
    fields = {"MessageSid": "SM1", "From": AMINA, "Body": "yes"}
    assert webhooks.post(fields, **{"X-Twilio-Signature": of_another}).status_code == 403


def test_a_signature_for_the_other_webhook_is_forbidden(webhooks):
    pairs = [("MessageSid", "SM1"), ("From", AMINA), ("MessageStatus", "sent")]
    of_another = sign(f"{PUBLIC}/webhooks/sms", pairs)
    answer = webhooks.post(pairs, "/webhooks/sms/status", **{"X-Twilio-Signature": of_another})
    assert answer.status_code == 403


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "X-Original-Host", "Forwarded"])
def test_the_host_that_the_caller_names_does_not_count(webhooks, header):
    pairs = [("MessageSid", "SM1"), ("From", AMINA)]
    for_elsewhere = sign("https://evil.example/webhooks/sms", pairs)
    forged = {header: "evil.example", "X-Twilio-Signature": for_elsewhere}
    assert webhooks.post(pairs, **forged).status_code == 403
    assert webhooks.post(pairs, **{header: "evil.example"}).status_code == 200


def test_the_query_is_signed_as_it_stands(webhooks):
    assert webhooks.text("/webhooks/sms?a=%7E&b=It's+fine").status_code == 200
    pairs = [("MessageSid", "SM1"), ("From", AMINA)]
    signature = sign(f"{PUBLIC}/webhooks/sms", pairs)
    assert webhooks.post(pairs, "/webhooks/sms?a=1", **{"X-Twilio-Signature": signature}).status_code == 403


def test_without_a_public_url_our_own_address_is_the_one_signed():
    webhooks = Webhooks(public_url="", host="127.0.0.1", port=8123)
    pairs = [("MessageSid", "SM1"), ("From", AMINA)]
    own = sign("http://127.0.0.1:8123/webhooks/sms", pairs)
    assert webhooks.post(pairs, **{"X-Twilio-Signature": own}).status_code == 200
    assert webhooks.post(pairs).status_code == 403


def test_a_signature_by_a_shared_key_is_known(webhooks):
    pairs = [("MessageSid", "SM1"), ("From", AMINA)]
    settings = {"X-Twilio-Webhooks-Signature-Settings": "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}
    signature = sign(f"{PUBLIC}/webhooks/sms", pairs, algorithm="HMAC_SHA256")
    assert webhooks.post(pairs, **settings, **{"X-Twilio-Signature": signature}).status_code == 200
    assert webhooks.post(pairs, **settings).status_code == 403


# Malformed: 400, and nothing came.


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"From": AMINA, "Body": "no sid"},
        {"MessageSid": "", "From": AMINA},
        {"MessageSid": "../../etc", "From": AMINA},
        {"MessageSid": "SM" + "0" * 100, "From": AMINA},
        {"MessageSid": "SM\0", "From": AMINA},
        {"MessageSid": "SM1", "Body": "no sender"},
        {"MessageSid": "SM1", "From": " "},
        [("MessageSid", "SM1"), ("MessageSid", "SM2"), ("From", AMINA)],
        [("MessageSid", "SM1"), ("From", AMINA), ("From", "+447700900124")],
        [("MessageSid", "SM1"), ("From", AMINA), ("Body", "yes"), ("Body", "no")],
    ],
)
def test_a_malformed_text_is_set_aside(webhooks, fields, caplog):
    assert webhooks.post(fields).status_code == 400
    assert webhooks.nothing_came
    assert "447700" not in caplog.text


def test_a_field_said_twice_the_same_is_fine(webhooks):
    pairs = [("MessageSid", "SM1"), ("From", AMINA), ("Body", "yes"), ("Body", "yes"), ("Odd", "1"), ("Odd", "2")]
    assert webhooks.post(pairs).status_code == 200
    assert webhooks.received[0].text == "yes"


@pytest.mark.parametrize(
    "fields", [{}, {"MessageSid": "SM1"}, {"MessageStatus": "sent"}, {"MessageSid": "SM1", "MessageStatus": "huh"}]
)
def test_a_malformed_report_is_set_aside(webhooks, fields):
    assert webhooks.post(fields, "/webhooks/sms/status").status_code == 400
    assert webhooks.nothing_came


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "é"])
def test_another_kind_of_body_is_not_read_whatever_it_holds(webhooks, kind):
    body = urlencode({"MessageSid": "SM1", "From": AMINA}).encode()
    signature = {"X-Twilio-Signature": sign(f"{PUBLIC}/webhooks/sms")}
    assert webhooks.raw(body, **signature, **{"Content-Type": kind.encode()}).status_code == 400
    assert webhooks.nothing_came


def test_too_many_fields_are_not_even_checked(webhooks):
    pairs = [(f"f{n}", "") for n in range(201)]
    assert webhooks.post(pairs).status_code == 403


def test_ten_megabytes_are_not_read(webhooks):
    for body in (b"x" * 10_000_000, b"x" * (AT_MOST_BYTES + 1)):
        assert webhooks.raw(body, **{"X-Twilio-Signature": "x"}).status_code == 413
    assert webhooks.raw(b"x" * AT_MOST_BYTES, **{"X-Twilio-Signature": "x"}).status_code == 403


def test_only_post_is_answered(webhooks):
    assert webhooks.client.get("/webhooks/sms").status_code == 405


@pytest.mark.parametrize("missing", ["twilio_account_sid", "twilio_auth_token", "twilio_from"])
def test_while_sms_is_off_there_is_nothing_here(missing):
    webhooks = Webhooks(**{missing: ""})
    assert webhooks.text().status_code == 404
    assert webhooks.status().status_code == 404
    assert webhooks.nothing_came


def test_a_database_that_is_away_asks_twilio_to_come_again(webhooks):
    webhooks.raises = DatabaseAway()
    assert webhooks.text().status_code == 503
    assert webhooks.status().status_code == 503


def test_an_error_of_our_own_is_not_dressed_up_as_theirs(webhooks):
    webhooks.raises = TimeoutError()
    with pytest.raises(TimeoutError):
        webhooks.text()


def test_nothing_personal_is_logged(webhooks, caplog):
    caplog.set_level("DEBUG", "bot")
    webhooks.text(Body="my secret")
    webhooks.text(Body="my secret", From="YourBank")
    webhooks.post([("MessageSid", "SM1"), ("From", AMINA), ("Body", "my secret"), ("Body", "x")])
    assert "left alone" in caplog.text
    assert not [word for word in ("secret", "447700", "YourBank", "SM1") if word in caplog.text]
