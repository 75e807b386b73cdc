"""What the doors do with what is forged, comes twice, cannot be read, or comes while the database is away."""

import asyncio
import sqlite3
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from storage.tables import Inbound, Outbound
from tests.journeys.product import installed, keep_open_now
from tests.school import TELEGRAM, a_family, rows

AMINA, KASIA = "+447700900101", 7_001_002


@pytest.fixture
async def running(tmp_path, url):
    """The product, with a parent on each channel, and the house of its staff."""
    async with installed(tmp_path, url) as (product, house):
        amina = await a_family(house, is_planned=False)
        await a_family(house, channel=TELEGRAM, number=str(KASIA), is_planned=False)
        await keep_open_now(house, amina.school_id)
        await product.start()
        yield product, house


async def test_what_is_forged_is_refused_and_not_stored(running):
    product, house = running
    twilio, telegram = product.twilio, product.telegram
    fields = twilio.inbound(AMINA, "STOP")
    assert await twilio.bring("/webhooks/sms", fields, token="another") == 403
    assert await twilio.bring("/webhooks/sms/status", fields, token="another") == 403
    assert await telegram.post(telegram.update(KASIA, number=1, text="STOP"), secret="another") == 403
    assert rows(house, Inbound) == []


async def test_the_same_message_again_is_answered_once(running):
    product, house = running
    for _ in range(3):
        assert await product.twilio.text(AMINA, "what time is it", sid="SM1") == 200
        assert await product.telegram.post(product.telegram.update(KASIA, number=7, text="what time is it")) == 200
    await product.until(lambda: [each.state for each in rows(house, Outbound)] == ["sent", "sent"])
    assert len(rows(house, Inbound)) == 2
    assert len(product.twilio.shown(AMINA)) == len(product.telegram.shown(KASIA)) == 1


async def test_what_cannot_be_read_or_is_edited_is_set_aside_and_the_next_is_handled(running):
    product, house = running
    assert await product.telegram.post(b"{") == 200
    assert await product.telegram.post({"update_id": "x", "message": 7}) == 200
    assert await product.telegram.edit(KASIA, "STOP") == 200
    assert await product.twilio.bring("/webhooks/sms", {"Body": "no sid"}) in (200, 400)
    assert await product.twilio.text(AMINA, "what time is it") == 200
    await product.until(lambda: product.twilio.shown(AMINA))
    assert len(rows(house, Inbound)) == 1


async def test_while_the_database_is_away_the_doors_say_come_again_and_nothing_is_half_written(running, url):
    product, house = running
    message = product.telegram.update(KASIA, number=9, text="what time is it")
    with away(url):
        assert await come(product, message) == [503, 503]
    house.database._engine.dispose()
    assert rows(house, Inbound) == rows(house, Outbound) == []
    assert await come(product, message) == [200, 200]
    await product.until(lambda: [each.state for each in rows(house, Outbound)] == ["sent", "sent"])
    status, health = await product.health()
    assert (status, health["database"]) == (200, "ok")


async def come(product, message):
    """Bring a text by each channel, as their providers do until they hear 200."""
    text = product.twilio.text(AMINA, "what time is it", sid="SM1")
    return list(await asyncio.gather(text, product.telegram.post(message)))


@contextmanager
def away(url):
    """Lock the file, or shut the server's door."""
    with _locked(url) if url.startswith("sqlite") else _shut(sa.make_url(url)):
        yield


@contextmanager
def _locked(url):
    connection = sqlite3.connect(sa.make_url(url).database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


@contextmanager
def _shut(url):
    server = sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    everybody = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    with server.connect() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS false")
        connection.execute(everybody, {"name": url.database})
        yield
        connection.exec_driver_sql(f"ALTER DATABASE {url.database} ALLOW_CONNECTIONS true")
