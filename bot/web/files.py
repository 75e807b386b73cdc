"""A file in answer to a browser: its own type and nothing else, a part of it where a player asks for a part."""

import re

from starlette.requests import Request
from starlette.responses import Response

PARTIAL, CANNOT = 206, 416
RANGE = re.compile(r"bytes=(?P<first>\d{0,12})-(?P<last>\d{0,12})")
SEALED_OFF = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A file opened by itself runs nothing and loads nothing, whatever it holds."""


def serve_file(request: Request, content: bytes, content_type: str) -> Response:
    """Answer with the file, or with the one part that is asked for; players on phones ask for parts."""
    headers = {"Accept-Ranges": "bytes", "Content-Disposition": "inline", "Content-Security-Policy": SEALED_OFF}
    asked = RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-":
        return Response(content, media_type=content_type, headers=headers)
    first, last = _span(asked["first"], asked["last"], len(content))
    if first > last:
        return Response(status_code=CANNOT, headers=headers | {"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], PARTIAL, media_type=content_type, headers=headers)


def _span(first: str, last: str, length: int) -> tuple[int, int]:
    """Return the first and last byte asked for; "-500" are the last five hundred."""
    if not first:
        return max(0, length - int(last)), length - 1
    return int(first), min(int(last or length), length - 1)
