"""How what fails here is told: where and of what kind, never in its own words, which can hold a parent's."""

import logging
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)


class WorkFailed(Exception):
    """A work raised; holds the name of the error's class alone, because the durable engine stores what it is given."""


async def attempt(event: str, step: Callable[[], Awaitable[object]], **names: str) -> str:
    """Do one step at the edge of the process; log what it raises, with `names`, and return the name of its class."""
    try:
        await step()
    except Exception as error:  # noqa: BLE001 - the edge: nobody above could do better than go on
        return _told(event, error, names)
    return ""


def _told(event: str, error: Exception, names: dict[str, str]) -> str:
    kind = type(error).__name__
    log.error(event, error=kind, **names)
    return kind


class _Quiet(logging.Handler):
    """Passes on the place and the error's class; sentences of libraries can hold arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place, unless the work itself has told it already."""
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not WorkFailed:
            place = f"{record.name}:{record.module}:{record.lineno}"
            log.error("library_error", where=place, error=kind.__name__ if kind else "")


def quieten(library: str) -> None:
    """Let a library's logger tell errors only, without its sentences."""
    logger = logging.getLogger(library)
    logger.handlers = [_Quiet(logging.ERROR)]
    logger.propagate = False
