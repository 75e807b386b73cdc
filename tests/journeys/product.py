"""The product as a school runs it: `storylinks serve` in a process of its own, reached by HTTP alone."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.clock import RealClock
from storage.database import Database
from storage.tables import School
from tests.house import KEY, make_house
from tests.school import change
from tests.stand_ins.telegram_server import TelegramServer
from tests.stand_ins.twilio_server import TwilioServer

ROOT = Path(__file__).parents[2]
SECRET = "a-webhook-secret"
WITHIN_S = 90


class Product:
    """One installation: its settings, its process, and a second look into its database."""

    def __init__(self, folder, url, twilio, telegram, *, polls):
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.url, self.twilio, self.telegram = url, twilio, telegram
        self.said = folder / "said.txt"
        self.process = None
        self.settings = {
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "SECRET_KEY": KEY.decode(),
            "PORT": str(self.port),
            "PUBLIC_URL": self.origin,
            "WORKER_ID": "journey",
            "TWILIO_ACCOUNT_SID": twilio.sid,
            "TWILIO_AUTH_TOKEN": twilio.token,
            "TWILIO_FROM": twilio.number,
            "TWILIO_BASE_URL": twilio.url,
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_BASE_URL": telegram.url,
            "TELEGRAM_WEBHOOK_SECRET": "" if polls else SECRET,
        }

    async def start(self):
        self._begin()
        await self.until(self._is_ready)

    def _begin(self):
        others = {name: value for name, value in os.environ.items() if not name.startswith("STORYLINKS_")}
        ours = {f"STORYLINKS_{name}": value for name, value in self.settings.items()}
        command = [sys.executable, "-m", "bot", "serve"]
        with self.said.open("ab") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=others | ours, stdout=out, stderr=out)

    def kill(self):
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """End it as a person does."""
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()

    async def health(self):
        async with aiohttp.ClientSession() as client, client.get(f"{self.origin}/health") as answer:
            return answer.status, await answer.json()

    async def until(self, condition, within_s=WITHIN_S):
        """Wait for a condition, which may be awaited; show what the product said when it never comes."""
        deadline = time.monotonic() + within_s
        while True:
            found = condition()
            found = await found if asyncio.iscoroutine(found) else found
            if found:
                return found
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError(f"It never came:\n{self.said.read_text('utf-8', 'replace')[-4_000:]}")
            await asyncio.sleep(0.05)

    async def _is_ready(self):
        try:
            status, health = await self.health()
        except (aiohttp.ClientError, ConnectionError):
            return False
        return status == 200 and set(health["channels"].values()) == {"on"}


@asynccontextmanager
async def installed(folder, url, *, polls=False, latency_s=0.0):
    """Yield the product, not started yet, and a house over its database, as staff's pages would have it."""
    twilio, telegram = TwilioServer(latency_s=latency_s), TelegramServer(latency_s=latency_s)
    async with twilio, telegram:
        product = Product(folder, url, twilio, telegram, polls=polls)
        twilio.product = product.origin
        house = _house(folder, url)
        try:
            yield product, house
        finally:
            if product.process is not None and product.process.poll() is None:
                product.stop()
            house.database.close()


def _house(folder, url):
    database = Database(url, KEY)
    database.migrate()
    database.close()
    return make_house(folder, url=url, clock=RealClock(), channels=())


async def keep_open_now(house, school_id):
    """Put the school where it is noon just now, with every day a school day: the journey's clock is the real one."""
    offset = 12 - datetime.now(UTC).hour
    zone = f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"
    await change(house, School, school_id, zone=zone, weekdays="0123456")


def days_ahead(days):
    """Return a story time that many days from now."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=14, minute=15, second=0, microsecond=0)
