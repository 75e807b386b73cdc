"""Every fact that a talk can state has somebody who keeps it."""

from typing import get_args

from bot.services.keep import KEEPERS
from flows.engine.events import Event


def test_every_event_has_its_keeper():
    assert set(KEEPERS) == set(get_args(Event))
