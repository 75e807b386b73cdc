"""Telegram, by python-telegram-bot: the one place that imports it.

The library's `Bot` is used without its `Application`: an `Application` swallows what its handlers raise, and our
webhook has to know that the database is away, so that it answers 503 and Telegram brings the update again.
"""

import os

# The library's opt-in to durations as `timedelta`: without it every flood wait also raises a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
