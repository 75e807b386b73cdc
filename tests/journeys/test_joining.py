"""A parent is invited by text, joins, goes on to Telegram, is asked at the hour and says yes: through real doors."""

import re
from datetime import timedelta

import pytest

from bot.clock import RealClock
from storage.tables import Address, Moment, Outbound, Parent, Rsvp
from tests.bot.services.texts import ask
from tests.journeys.product import days_ahead, installed, keep_open_now
from tests.school import a_family, row, rows

AMINA, CHAT = "+447700900101", 7_001_001
SOON = timedelta(seconds=2)


# Both databases and both ways of Telegram, once each.
@pytest.mark.parametrize(("url", "polls"), [("sqlite", False), ("postgresql", True)], indirect=["url"])
async def test_a_parent_joins_by_text_and_by_telegram_and_says_yes(tmp_path, url, polls):
    async with installed(tmp_path, url, polls=polls) as (product, house):
        amina = await a_family(house, is_proved=False, is_planned=False, story_times=(days_ahead(2),))
        await keep_open_now(house, amina.school_id)
        await ask(house, amina, "welcome.prove")
        await product.start()
        link = await joins_by_text(product)
        await goes_on_to_telegram(product, link)
        await is_asked_and_says_yes(product, house, amina)
        assert row(house, Parent).accepted_at is not None
        assert {each.channel: each.proved_at is not None for each in rows(house, Address)} == {
            "sms": True,
            "telegram": True,
        }
        await product.until(lambda: {each.state for each in rows(house, Outbound)} <= {"sent", "delivered"})


async def joins_by_text(product):
    """Answer everything from the first question on; return the link that leads to Telegram."""
    await hears(product, "Hello Amina. This is the story helper at Hazel Lane.")
    await answers(product, "1", "You and JJ are invited to Story Links")
    await answers(product, "yes please", "Each week you make up a story.")
    await hears(product, "What name")
    await answers(product, "JJ", "Which language is best for you?")
    await answers(product, "ok", "All set.")
    link = await hears(product, "Tap for Telegram:")
    return re.search(r"/t/([\w-]+)", link)[1]


async def goes_on_to_telegram(product, token):
    telegram = product.telegram
    await telegram.start_bot(CHAT, token)
    await product.until(lambda: "Is this Amina?" in " ".join(telegram.shown(CHAT)))
    _label, data = telegram.sent[-1].buttons[0]
    await telegram.press(CHAT, data)
    await product.until(lambda: "You are all set." in " ".join(telegram.shown(CHAT)))


async def is_asked_and_says_yes(product, house, amina):
    await house.database.write(lambda uow: uow.orm.add(_an_ask(amina)))
    await product.until(lambda: "Can you come?" in " ".join(product.telegram.shown(CHAT)))
    _label, data = product.telegram.sent[-1].buttons[0]
    await product.telegram.press(CHAT, data)
    await product.until(lambda: [each.answer for each in rows(house, Rsvp)] == ["yes"])
    await product.until(lambda: "See you" in product.telegram.shown(CHAT)[-1])


def _an_ask(amina):
    due = RealClock().now() + SOON
    head = {"school_id": amina.school_id, "parent_id": amina.parent_id, "session_id": amina.sessions[0]}
    times = {"due_at": due, "expires_at": due + timedelta(hours=4)}
    return Moment(key=f"{amina.parent_id}/ask:{amina.sessions[0]}", kind="ask", **head, **times)


async def answers(product, words, expected):
    assert await product.twilio.text(AMINA, words) == 200
    await hears(product, expected)


async def hears(product, expected):
    """Wait until the newest texts hold these words; return that text."""
    twilio = product.twilio
    await product.until(lambda: any(expected in text for text in twilio.shown(AMINA)))
    return next(text for text in reversed(twilio.shown(AMINA)) if expected in text)
