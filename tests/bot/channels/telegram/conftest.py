import pytest

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.patience import Patience
from bot.clock import RealClock
from bot.config import Settings
from tests.bot.channels.telegram.rig import House, rig
from tests.stand_ins.telegram_server import TelegramServer


@pytest.fixture
def house():
    return House()


@pytest.fixture
async def telegram():
    async with TelegramServer() as server:
        yield server


@pytest.fixture
def settings(telegram):
    return Settings(_env_file=None, telegram_token=telegram.token, telegram_base_url=telegram.url)


@pytest.fixture
async def bot(settings):
    bot = TelegramBot(settings, RealClock())
    await bot.open()
    yield bot
    await bot.close()


@pytest.fixture
def quick():
    return Patience(first_s=0.001, most_s=0.01)


@pytest.fixture
async def whole():
    """The adapter and its webhook, served and registered with the stand-in."""
    async with rig() as opened:
        yield opened
