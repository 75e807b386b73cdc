import json
from pathlib import Path

import pytest
from starlette.datastructures import Headers, ImmutableMultiDict
from twilio.request_validator import RequestValidator

from bot.channels.sms.signature import is_genuine, is_signed

VECTORS = json.loads((Path(__file__).parents[3] / "data" / "twilio_signature_vectors.json").read_text())["vectors"]
# We take forms only: of another body nothing is ever read, so its hash is not ours to compare.
OF_FORMS = [vector for vector in VECTORS if vector["valid"] or "body" not in vector]


def headers(signature, settings=None):
    given = {"x-twilio-signature": signature}
    return Headers(given | ({"x-twilio-webhooks-signature-settings": settings} if settings else {}))


def test_there_are_as_many_vectors_as_the_readme_says():
    assert (len(VECTORS), sum(vector["valid"] for vector in VECTORS), len(OF_FORMS)) == (25, 15, 24)


@pytest.mark.parametrize("vector", OF_FORMS, ids=lambda vector: vector["name"])
def test_the_published_signatures(vector):
    form = ImmutableMultiDict(map(tuple, vector["params"]))
    assert is_genuine(vector["token"], vector["url"], form, headers(vector["signature"])) is vector["valid"]


@pytest.mark.parametrize("algorithm", ["HMAC_SHA1", "HMAC_SHA256", "hmac_sha256"])
def test_the_algorithm_that_twilio_names_is_used(algorithm):
    form = ImmutableMultiDict([("Body", "yes")])
    signature = RequestValidator("t").compute_signature("https://x.example/webhooks/sms", form, algorithm)
    named = headers(signature, f"key=webhooks_sharedkey_1,algorithm={algorithm}")
    assert is_genuine("t", "https://x.example/webhooks/sms", form, named)
    assert not is_genuine("u", "https://x.example/webhooks/sms", form, named)


def test_an_unknown_algorithm_is_no_signature_and_its_name_is_not_logged(caplog):
    form = ImmutableMultiDict([("Body", "yes")])
    signature = RequestValidator("t").compute_signature("https://x.example/", form)
    assert not is_genuine("t", "https://x.example/", form, headers(signature, "algorithm=ROT13"))
    assert caplog.text == ""


@pytest.mark.parametrize("value", ["", "é", "a" * 10_000, "\u0660"])
def test_a_signature_of_nonsense_is_refused(value):
    assert not is_genuine("t", "https://x.example/", ImmutableMultiDict(), {"X-Twilio-Signature": value})


def test_without_the_header_there_is_no_signature():
    assert not is_signed(Headers({}))
    assert not is_signed(headers(""))
    assert is_signed(headers("x"))
