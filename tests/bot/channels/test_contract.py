"""What every channel does, whatever it is made of: the same cases over each adapter and its stand-in."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import (
    AddressInvalid,
    CannotLookUp,
    FileTooBig,
    Misconfigured,
    OptedOut,
    OutcomeUnknown,
    ProviderDown,
    Refused,
    SendError,
    Throttled,
)
from bot.ports import Button, DeliveryState, MediaReference, Sending
from bot.services.files import AT_MOST, make_safe
from flows.engine.kinds import ChannelName
from tests import files
from tests.bot.channels.conftest import CHANNELS, FAILURES

OUTCOMES = {
    "throttled": Throttled,
    "down": ProviderDown,
    "unreachable": ProviderDown,
    "opted_out": OptedOut,
    "invalid": AddressInvalid,
    "misconfigured": Misconfigured,
    "lost_answer": OutcomeUnknown,
}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = (
    "Story time is Thursday 14 May at 2.15pm. Can you come?",
    "Dziękujemy! Do zobaczenia w czwartek.",
    "کیا آپ جمعرات کو آ سکتے ہیں؟",
    "👩‍👧 It's [10%] off & <b>free</b> + 1 = “yes”\nsecond line",
)


KINDS = {
    "jpeg": files.picture(), "png": files.picture("PNG"), "webp": files.picture("WEBP"), "ogg": files.voice(),
    "mp3": files.mp3(), "m4a": files.m4a(), "wav": files.wav(), "amr": files.amr(),
}  # fmt: skip


def a_text(rig, body="Hello", message_id=1, **more):
    return Sending(message_id, rig.address, body, **more)


def test_every_channel_has_a_rig():
    assert set(ChannelName) <= set(CHANNELS)


def test_every_failure_has_its_outcome():
    assert set(OUTCOMES) == set(FAILURES)


async def test_it_says_its_name_and_its_pace(rig):
    assert rig.channel.name in ChannelName
    assert rig.channel.per_second > 0
    assert rig.channel.at_once > 0


@pytest.mark.parametrize("body", TEXTS)
async def test_a_text_arrives_as_it_was_written(rig, body):
    sent = await rig.channel.send(a_text(rig, body))
    assert await rig.sent() == [(rig.address, body)]
    assert sent.provider_id
    assert sent.state is DeliveryState.SENT


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(min_size=1, max_size=300))
async def test_no_text_breaks_the_channel(rig, body):
    """Lone surrogates included: what cannot be sent as it is becomes a question mark."""
    before = len(await rig.sent())
    with suppress(SendError):
        await rig.channel.send(a_text(rig, body))
    assert len(await rig.sent()) <= before + 1


async def test_each_sending_has_a_name_of_its_own(rig):
    first = await rig.channel.send(a_text(rig, message_id=1))
    second = await rig.channel.send(a_text(rig, message_id=2))
    assert first.provider_id != second.provider_id


async def test_buttons_silence_and_a_short_life_are_no_error(rig):
    await rig.channel.send(a_text(rig, buttons=(Button("Yes", "q1:1"),), is_silent=True, valid_s=60))
    assert len(await rig.sent()) == 1


@pytest.mark.parametrize("kind", FAILURES)
async def test_a_failure_is_named_by_its_outcome(rig, kind):
    await rig.fail_next(kind)
    with pytest.raises(SendError) as raised:
        await rig.channel.send(a_text(rig, "One of many secrets"))
    assert type(raised.value) is OUTCOMES[kind]
    assert "secret" not in str(raised.value) + raised.value.code
    assert rig.address not in str(raised.value) + raised.value.code


async def test_being_throttled_says_for_how_long(rig):
    await rig.fail_next("throttled")
    with pytest.raises(Throttled) as raised:
        await rig.channel.send(a_text(rig))
    assert raised.value.retry_after_s == 2


@pytest.mark.parametrize("kind", [kind for kind in FAILURES if kind not in ("lost_answer", "unreachable")])
async def test_after_a_failure_nothing_arrived_and_the_next_text_goes(rig, kind):
    await rig.fail_next(kind)
    with pytest.raises(SendError):
        await rig.channel.send(a_text(rig, "first"))
    await rig.channel.send(a_text(rig, "second"))
    assert await rig.sent() == [(rig.address, "second")]


async def test_a_lost_answer_may_have_arrived(rig):
    await rig.fail_next("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await rig.channel.send(a_text(rig))
    assert await rig.sent() == [(rig.address, "Hello")]


async def test_looking_up_finds_what_left_or_says_that_it_cannot(rig):
    sent = await rig.channel.send(a_text(rig))
    with suppress(CannotLookUp):
        assert await rig.channel.find(a_text(rig), LONG_AGO) == sent


async def test_looking_up_finds_a_text_whose_answer_was_lost(rig):
    await rig.fail_next("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await rig.channel.send(a_text(rig))
    with suppress(CannotLookUp):
        assert await rig.channel.find(a_text(rig), LONG_AGO) is not None


async def test_looking_up_does_not_find_another_text(rig):
    await rig.channel.send(a_text(rig, "Hello"))
    with suppress(CannotLookUp):
        assert await rig.channel.find(a_text(rig, "Hell"), LONG_AGO) is None
        assert await rig.channel.find(a_text(rig), datetime.now(UTC) + timedelta(hours=1)) is None


async def test_a_file_is_fetched_whole(rig):
    content = bytes(range(256)) * 500
    assert await rig.channel.fetch(await rig.keep(content), len(content)) == content


@pytest.mark.parametrize("content", KINDS.values(), ids=KINDS)
async def test_every_kind_of_file_comes_through_and_is_made_safe(rig, content):
    safe = make_safe(await rig.channel.fetch(await rig.keep(content), AT_MOST))
    assert files.PLACE not in safe.content


async def test_a_film_of_forty_megabytes_is_not_read_to_its_end(rig):
    with pytest.raises(FileTooBig):
        await rig.channel.fetch(await rig.keep(bytes(40 * 1024 * 1024)), AT_MOST)


async def test_a_file_that_is_too_big_is_refused(rig):
    with pytest.raises(FileTooBig):
        await rig.channel.fetch(await rig.keep(b"x" * 1001), 1000)


async def test_a_file_that_is_gone_is_refused(rig):
    kept = await rig.keep(b"x")
    with pytest.raises(Refused):
        await rig.channel.fetch(MediaReference(kept.reference + "0", kept.content_type), 1000)


async def test_a_closed_channel_sends_nothing_and_opens_again(rig):
    await rig.channel.close()
    with pytest.raises(SendError):
        await rig.channel.send(a_text(rig))
    await rig.channel.open()
    await rig.channel.send(a_text(rig))
    assert len(await rig.sent()) == 1


@pytest.mark.parametrize("words", TEXTS)
async def test_what_a_parent_writes_is_received(rig, words):
    before = datetime.now(UTC) - timedelta(seconds=2)
    assert await rig.bring(words) == 200
    (received,) = rig.received
    assert (received.channel, received.sender, received.text) == (rig.channel.name, rig.address, words)
    assert before <= received.received_at <= datetime.now(UTC)


async def test_a_message_brought_again_has_the_same_name(rig):
    await rig.bring("yes", "7")
    await rig.bring("yes", "7")
    await rig.bring("yes", "8")
    first, again, another = (received.provider_id for received in rig.received)
    assert first == again != another


async def test_a_forged_message_is_not_received(rig):
    assert await rig.bring("yes", is_genuine=False) == 403
    assert rig.received == []


async def test_a_database_that_is_away_asks_for_the_message_again(rig):
    assert await rig.bring("yes", is_database_away=True) == 503
    assert await rig.bring("yes") == 200
    assert len(rig.received) == 1
