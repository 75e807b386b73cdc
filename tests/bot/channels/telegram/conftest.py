import pytest

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.patience import Patience
from bot.clock import RealClock
from bot.config import Settings
from tests.stand_ins.telegram_server import TelegramServer


class House:
    """Takes what comes in, or raises what it was told to raise first."""

    def __init__(self):
        self.received = []
        self.blocks = []
        self.raises = []

    async def receive(self, message):
        if self.raises:
            raise self.raises.pop(0)
        self.received.append(message)

    async def blocked(self, change):
        self.blocks.append(change)

    @property
    def texts(self):
        return [message.text for message in self.received]


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
