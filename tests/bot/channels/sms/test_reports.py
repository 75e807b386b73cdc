"""POST /webhooks/sms/status."""

import pytest

from bot import errors
from bot.ports import DeliveryState


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("accepted", DeliveryState.SENT),
        ("queued", DeliveryState.SENT),
        ("sending", DeliveryState.SENT),
        ("sent", DeliveryState.SENT),
        ("delivered", DeliveryState.DELIVERED),
        ("read", DeliveryState.DELIVERED),
        ("Delivered", DeliveryState.DELIVERED),
    ],
)
def test_a_report_says_where_a_text_is(webhooks, status, state):
    assert webhooks.status(MessageStatus=status).status_code == 200
    (report,) = webhooks.reports
    assert (report.channel, report.provider_id, report.state, report.error) == ("sms", "SM1", state, None)


@pytest.mark.parametrize("status", ["undelivered", "failed", "canceled"])
@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("21610", errors.OptedOut),
        ("30003", errors.Unreachable),
        ("30006", errors.Landline),
        ("30008", errors.OutcomeUnknown),
        ("20429", errors.Throttled),
        ("", errors.Filtered),
        ("nonsense", errors.Filtered),
    ],
)
def test_a_failure_comes_with_its_outcome(webhooks, status, code, outcome):
    assert webhooks.status(MessageStatus=status, ErrorCode=code).status_code == 200
    (report,) = webhooks.reports
    assert report.state is DeliveryState.FAILED
    assert type(report.error) is outcome


def test_the_older_name_of_the_status_is_known_too(webhooks):
    webhooks.post({"SmsSid": "SM1", "SmsStatus": "sent"}, "/webhooks/sms/status")
    assert webhooks.reports[0].state is DeliveryState.SENT


def test_a_report_about_a_text_to_us_is_left_alone(webhooks):
    assert webhooks.status(MessageStatus="received").status_code == 200
    assert webhooks.nothing_came
