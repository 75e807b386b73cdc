"""Files that come with a form: read within a bound and in memory alone; what parents send lies on no disk unsealed."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MULTIPART = "multipart/form-data"
AT_MOST_FIELDS = 50
AT_MOST_FILES = 4
FORM_BYTES = 64 * 1024
"""What a form's other fields and its frame may take beside the file."""
READ_AT_MOST = 64 * 1024 * 1024
"""A film from a phone is read to its end and thrown away piece by piece, so that its sender sees our answer."""
TOO_LONG, UNREADABLE = 413, 400


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it came. Its name is whatever a stranger's program says: shown to nobody, trusted for nothing."""

    name: str
    content: bytes


class _InMemory(MultiPartParser):
    """The parser, without its habit of writing larger files to disk."""

    spool_max_size = 0  # never rolls over


async def read_multipart(request: Request, file_bytes: int) -> tuple[list[tuple[str, str]], dict[str, Upload]]:
    """Return the fields and the files of a form; an empty file field is left out.

    Raise `HTTPException` 413 once more than `file_bytes` and a little for the form have come, 400 where it cannot be
    read.
    """
    stream = _bounded(request.stream(), file_bytes + FORM_BYTES)
    parser = _InMemory(request.headers, stream, max_files=AT_MOST_FILES, max_fields=AT_MOST_FIELDS)
    try:
        form = await parser.parse()
    except MultiPartException:
        raise HTTPException(UNREADABLE) from None
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    files = {
        name: Upload(value.filename or "", await value.read())
        for name, value in form.multi_items()
        if isinstance(value, UploadFile) and (value.filename or value.size)
    }
    await form.close()
    return fields, files


async def _bounded(stream: AsyncGenerator[bytes, None], at_most: int) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for piece in stream:
        taken += len(piece)
        if taken > READ_AT_MOST:
            break
        if taken <= at_most:
            yield piece
    if taken > at_most:
        raise HTTPException(TOO_LONG)
