"""A picture or a voice note from the demo's phone: it waits where its reference says, until it is fetched as any other.

The reference is the file itself, sealed like every reference: nothing lies beside the database, and nothing is lost
when the demo is stopped in between.
"""

import base64
import binascii

from bot.ports import MediaReference

HERE = "data:;base64,"
ANY_TYPE = "application/octet-stream"
"""What a file calls itself says nothing."""


def attached(content: bytes) -> MediaReference:
    """Return the reference to a file that somebody attached on the demo's phone."""
    return MediaReference(HERE + base64.b64encode(content).decode(), ANY_TYPE, len(content))


def content_of(reference: str) -> bytes | None:
    """Return the file that lies in this reference, None where it holds none."""
    if not reference.startswith(HERE):
        return None
    try:
        return base64.b64decode(reference.removeprefix(HERE), validate=True)
    except binascii.Error:
        return None
