"""Any bytes to both webhooks: never an error of ours, and nothing unsigned gets in."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ANYTHING = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
PATHS = st.sampled_from(["/webhooks/sms", "/webhooks/sms/status"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
OURS = ("MessageSid", "SmsSid", "From", "Body", "MessageStatus", "ErrorCode", "OptOutType", "MediaUrl0", "NumMedia")
FORMS = st.dictionaries(st.sampled_from(OURS), TEXTS).map(lambda form: list(form.items()))


@ANYTHING
@given(body=st.binary(max_size=2000), signature=st.binary(max_size=60), path=PATHS, kind=st.binary(max_size=40))
def test_unsigned_bytes_are_never_more_than_forbidden(webhooks, body, signature, path, kind):
    given = {"X-Twilio-Signature": signature.hex(), "Content-Type": kind.hex()}
    assert webhooks.raw(body, path, **given).status_code == 403
    assert webhooks.nothing_came


@ANYTHING
@given(pairs=FORMS | st.lists(st.tuples(st.sampled_from(OURS) | TEXTS, TEXTS)), path=PATHS)
def test_a_signed_form_is_read_or_set_aside(webhooks, pairs, path):
    assert webhooks.post(pairs, path).status_code in (200, 400)


@ANYTHING
@given(body=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_arrive(webhooks, body):
    webhooks.received.clear()
    assert webhooks.text(Body=body).status_code == 200
    assert webhooks.received[0].text == body.replace("\0", "")
