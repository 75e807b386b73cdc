"""Logs for the machine's keeper: what happened and to which row; never a name, a number or a word."""

import logging

import structlog

TALKATIVE = (
    "httpx",
    "httpcore",
    "telegram",
    "twilio",
    "twilio.http_client",
    "apscheduler",
    "aiohttp.access",
    "alembic",
)
"""Libraries that log addresses, tokens or bodies below a warning."""


def set_up(*, is_verbose: bool = False) -> None:
    """Send one line per event to standard error."""
    logging.basicConfig(format="%(message)s", level=logging.INFO if is_verbose else logging.WARNING)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if is_verbose else logging.WARNING),
    )
