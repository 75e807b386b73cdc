"""How failing work is told: where and of what kind, never in its own words, which can hold a parent's."""

import logging
from typing import Any

import structlog

from bot.ports import Work

log = structlog.get_logger(__name__)


class WorkFailed(Exception):
    """A work raised; holds the name of the error's class alone, because the durable engine stores what it is given."""


async def do(name: str, work: Work, arguments: tuple[Any, ...]) -> None:
    """Do the work; whatever it raises becomes `WorkFailed`."""
    failure = await _failure(name, work, arguments)
    if failure:  # outside the except, so that the first error does not come along as context
        raise WorkFailed(failure)


async def _failure(name: str, work: Work, arguments: tuple[Any, ...]) -> str:
    try:
        await work(*arguments)
    except Exception as error:  # noqa: BLE001 - a process edge: nobody above could tell it better
        log.error("work_failed", work=name, error=type(error).__name__)  # noqa: TRY400 - a traceback can hold words
        return type(error).__name__
    return ""


class _Quiet(logging.Handler):
    """Passes on the place and the error's class; sentences of libraries can hold arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place, unless the work itself has told it already."""
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not WorkFailed:
            log.error("library_error", where=f"{record.name}:{record.module}:{record.lineno}", error=_named(kind))


def _named(kind: type[BaseException] | None) -> str:
    return kind.__name__ if kind else ""


def quieten(library: str) -> None:
    """Let a library's logger tell errors only, without its sentences."""
    logger = logging.getLogger(library)
    logger.handlers = [_Quiet(logging.ERROR)]
    logger.propagate = False
