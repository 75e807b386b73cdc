"""What was typed into a form, and the sentences beside its fields when something in it cannot be taken."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.errors import Refused
from bot.sentences import _
from bot.web.uploads import MULTIPART, Upload, read_multipart

AT_MOST_BYTES = 256 * 1024
AT_MOST_FIELDS = 500
TOO_LONG = 413
TOP = ""
"""The place of a sentence that belongs to no single field."""
# Marks that turn the line around would let words stand elsewhere than they were typed.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Form:
    """Everything typed, by field, and what to say beside each. A form without errors has not been refused."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return what was typed in this field, without the spaces around it."""
        found = self.values.get(name)
        return found[0].strip() if found else default

    def exactly(self, name: str) -> str:
        """Return what was typed in this field to the last space, as a password needs it."""
        found = self.values.get(name)
        return found[0] if found else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return everything chosen under this name."""
        return tuple(self.values.get(name, ()))

    def is_ticked(self, name: str) -> bool:
        """Say whether this box is ticked."""
        return name in self.values

    def day(self, name: str) -> date:
        """Return the date typed here, or refuse it."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise Refused("Please give a date, such as 2026-05-12.", name) from None

    def clock(self, name: str) -> time:
        """Return the time of day typed here, or refuse it; "14.15" is as good as "14:15"."""
        try:
            return time.fromisoformat(self.text(name).replace(".", ":").zfill(5)).replace(tzinfo=None)
        except ValueError:
            raise Refused("Please give a time, such as 14:15.", name) from None

    def number(self, name: str) -> int:
        """Return the whole number typed or chosen here, or refuse it."""
        typed = self.text(name)
        if not (typed.isascii() and typed.isdigit()) or len(typed) > len("1000000000"):
            raise Refused("Please choose one.", name)
        return int(typed)

    def refused(self, refused: Refused) -> "Form":
        """Return the form as it was typed, with the sentence beside its field."""
        return replace(self, errors={**self.errors, refused.field or TOP: _(refused.sentence)})


def filled(**values: str) -> Form:
    """Return a form that already holds these values."""
    return Form({name: [value] for name, value in values.items()})


async def read_form(request: Request, file_bytes: int = 0) -> Form:
    """Read a posted form, without control characters or marks that turn the line around.

    Words take at most 256 KiB, files at most `file_bytes` in all; where that is 0, a form with files is refused.
    """
    files: Mapping[str, Upload] = {}
    if file_bytes and request.headers.get("content-type", "").startswith(MULTIPART):
        pairs, files = await read_multipart(request, file_bytes)
    else:
        pairs = await _read_words(request)
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(_clean(value))
    return Form(values, files=files)


async def _read_words(request: Request) -> list[tuple[str, str]]:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > AT_MOST_BYTES:
            raise HTTPException(TOO_LONG)
    try:
        return parse_qsl(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=AT_MOST_FIELDS)
    except ValueError:
        raise HTTPException(TOO_LONG) from None


def _clean(typed: str) -> str:
    """Return the words without what nobody types on purpose."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or _is_written(sign))


def _is_written(sign: str) -> bool:
    return sign not in TURNS and unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
