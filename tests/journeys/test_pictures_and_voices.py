"""A picture by MMS, a film, then a picture by our own page: through the real doors of a running product."""

import re

import aiohttp

from storage.tables import HomeStory, Media
from tests import files
from tests.journeys.product import days_ahead, installed, keep_open_now
from tests.school import AMINA, a_family, rows


async def test_what_a_family_sends_is_opened_answered_and_kept_safe(tmp_path, url):
    async with installed(tmp_path, url) as (product, house):
        amina = await a_family(house, is_planned=False, story_times=(days_ahead(2),))
        await keep_open_now(house, amina.school_id)
        await product.start()
        assert await product.twilio.picture(AMINA, files.picture()) == 200
        await hears(product, "What a picture!")
        assert await product.twilio.text(AMINA, "1") == 200
        await hears(product, "It will go in the story book.")
        assert await product.twilio.picture(AMINA, files.m4a(handler=b"vide")) == 200
        await hears(product, "We cannot open that one.")
        assert await product.twilio.text(AMINA, "can i send a voice recording") == 200
        link = re.search(r"http\S+/u/\S+", await hears(product, "You can send us a picture or your voice here:"))[0]
        assert await uploads(link, files.voice()) == 200
        await hears(product, "We got your voice story.")
        assert await opens(link) == (404, "")
        kept = [(found.content_type, files.PLACE in found.content) for found in rows(house, Media) if found.content]
        assert kept == [("image/jpeg", False), ("audio/ogg", False)]
        assert [story.for_book for story in rows(house, HomeStory)] == [True, None]


async def hears(product, expected):
    """Wait until a text holds these words; return it."""
    await product.until(lambda: any(expected in text for text in product.twilio.shown(AMINA)))
    return next(text for text in product.twilio.shown(AMINA) if expected in text)


async def uploads(link, content):
    """Open the page as a phone does, and post its form; return the status."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as phone:
        _status, token = await opens(link, phone)
        form = aiohttp.FormData({"csrf": token})
        form.add_field("voice", content, filename="a voice.jpg", content_type="image/jpeg")
        async with phone.post(link, data=form) as answer:
            return answer.status


async def opens(link, phone=None):
    """Open the page; return its status, and the token of its form where there is one."""
    if phone is None:
        async with aiohttp.ClientSession() as new:
            return await opens(link, new)
    async with phone.get(link) as page:
        found = re.search(r'name="csrf" value="([^"]+)"', await page.text())
        return page.status, found[1] if found else ""
