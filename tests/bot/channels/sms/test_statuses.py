from collections import Counter

import pytest
from twilio.rest.api.v2010.account.message import MessageInstance

from bot import errors
from bot.channels.sms.statuses import CODES, STATES, outcome
from bot.ports import DeliveryState


def test_each_code_stands_once_with_a_reason_and_a_source():
    assert [code for code, count in Counter(row.code for row in CODES).items() if count > 1] == []
    assert all(row.why and row.source.endswith(f"/errors/{row.code}") for row in CODES)


def test_every_outcome_that_a_text_message_can_have_is_in_the_table():
    of_telegram_only = {errors.AddressMoved}
    assert {row.outcome for row in CODES} == set(errors.SendError.__subclasses__()) - of_telegram_only


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("21610", errors.OptedOut),
        ("21211", errors.AddressInvalid),
        ("21612", errors.AddressInvalid),
        ("30005", errors.AddressInvalid),
        ("21614", errors.Landline),
        ("21635", errors.Landline),
        ("30006", errors.Landline),
        ("30003", errors.Unreachable),
        ("30004", errors.Filtered),
        ("30007", errors.Filtered),
        ("20429", errors.Throttled),
        ("14107", errors.Throttled),
        ("21611", errors.Throttled),
        ("30001", errors.Throttled),
        ("30036", errors.TooLate),
        ("30008", errors.OutcomeUnknown),
        ("30410", errors.OutcomeUnknown),
        ("20500", errors.ProviderDown),
        ("20003", errors.Misconfigured),
        ("21408", errors.Misconfigured),
        ("21606", errors.Misconfigured),
        ("30002", errors.Misconfigured),
        ("90007", errors.Misconfigured),
    ],
)
def test_what_a_code_means(code, expected):
    assert type(outcome(code, 400)) is expected
    assert outcome(code).code == code


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, errors.Filtered),
        (401, errors.Misconfigured),
        (403, errors.Misconfigured),
        (404, errors.Misconfigured),
        (429, errors.Throttled),
        (500, errors.ProviderDown),
        (502, errors.OutcomeUnknown),
        (503, errors.ProviderDown),
        (504, errors.OutcomeUnknown),
        (418, errors.Filtered),
    ],
)
def test_what_a_status_without_a_known_code_means(status, expected):
    assert type(outcome("", status)) is expected
    assert type(outcome("99999", status)) is expected


@pytest.mark.parametrize("code", ["", "None", "Call +447700900123", "²", "-1", "1" * 400])
def test_only_a_code_reaches_the_log(code):
    assert outcome(code, 400).code in ("400", "1" * 400)


def test_how_long_to_wait_is_kept():
    assert outcome("20429", 429, 7.0).retry_after_s == 7.0


def test_every_status_of_twilios_has_a_state_and_they_stand_in_the_order_of_a_texts_life():
    of_texts_to_us = {"receiving", "received"}
    assert (
        set(STATES)
        == {value for name, value in vars(MessageInstance.Status).items() if name.isupper()} - of_texts_to_us
    )
    life = [DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DELIVERED]
    ranks = [life.index(state) for state in STATES.values()]
    assert ranks == sorted(ranks)
