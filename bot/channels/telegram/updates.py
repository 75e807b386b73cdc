"""One update of the Bot API → a message, a block, or a reason to leave it alone.

Only what we use is read, strictly, by models of our own: the library's `Update` needs every field of a hundred to be as
it knows them, does not check their types, and loses a parent's words over a field that we never look at.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.errors import PayloadUnreadable
from bot.ports import Blocked, MediaReference, Received
from flows.engine.kinds import ChannelName

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; edits only so that they are seen to be left alone."""

_COMMAND = re.compile(r"/(?P<word>[a-zA-Z]+)(?:@\w+)?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update that is not for us, with the reason; it holds nothing personal."""

    why: str


def parse(payload: object, now: datetime) -> Received | Blocked | Ignored:
    """Read one update, given as decoded JSON; raise `PayloadUnreadable` where it is not one.

    The moment of a message is Telegram's, but never later than `now`; a pressed button tells none and gets `now`.
    """
    try:
        update = _Update.model_validate(payload)
    except (ValidationError, RecursionError):
        # The reasons quote the payload, so they stay behind.
        raise PayloadUnreadable from None
    if update.message:
        return _written(update.update_id, update.message, now)
    if update.callback_query:
        return _pressed(update.update_id, update.callback_query, now)
    if update.my_chat_member:
        return _membership(update.update_id, update.my_chat_member)
    return Ignored("an edited message is not a new one" if update.edited_message else "a kind we did not ask for")


def update_id(payload: object) -> int | None:
    """Return the update's own number, also where the rest cannot be read."""
    number = payload.get("update_id") if isinstance(payload, dict) else None
    return number if isinstance(number, int) else None


def press_id(payload: object) -> str | None:
    """Return the id by which a pressed button is told to stop spinning, also where the rest cannot be read."""
    press = payload.get("callback_query") if isinstance(payload, dict) else None
    name = press.get("id") if isinstance(press, dict) else None
    return name if isinstance(name, str) else None


def _whole(words: object) -> object:
    """Join surrogate pairs and replace lone surrogates, which no database and no phone would take."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(words, str) else words


_Id = Annotated[int, Field(ge=-(2**63), lt=2**63)]
_Words = Annotated[str, BeforeValidator(_whole)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class _User(_Part):
    is_bot: bool = False


class _Chat(_Part):
    id: _Id
    type: str = ""


class _File(_Part):
    file_id: _Words
    mime_type: _Words | None = None
    file_size: int | None = None
    width: int = 0
    height: int = 0

    def reference(self, otherwise: str) -> MediaReference:
        """Name the file for a later fetch; `otherwise` is its type where Telegram tells none."""
        return MediaReference(self.file_id, self.mime_type or otherwise, self.file_size)


class _Emoji(_Part):
    emoji: _Words | None = None


class _Message(_Part):
    WRITTEN: ClassVar = frozenset({
        "text", "voice", "audio", "video", "video_note", "animation", "document", "photo",
        "sticker", "dice", "contact", "location", "venue", "poll", "story", "live_photo", "game",
    })  # fmt: skip
    """What a person can send us; all else in a chat (pinned, timer changed …) is Telegram's own talk."""

    date: Annotated[int, Field(ge=0, lt=2**33)]
    chat: _Chat
    from_: _User | None = Field(None, alias="from")
    via_bot: _User | None = None
    text: _Words | None = None
    caption: _Words | None = None
    voice: _File | None = None
    audio: _File | None = None
    video: _File | None = None
    video_note: _File | None = None
    animation: _File | None = None
    document: _File | None = None
    photo: list[_File] = []
    sticker: _Emoji | None = None
    dice: _Emoji | None = None
    # Named so that they count as written; we never look inside: a contact is somebody else's number.
    contact: object = None
    location: object = None
    venue: object = None
    poll: object = None
    story: object = None
    live_photo: object = None
    game: object = None

    def words(self) -> str:
        """Return what was written; a sticker or a thrown dice says its emoji, a place or a contact says nothing."""
        emoji = self.sticker or self.dice
        return self.text or self.caption or (emoji and emoji.emoji) or ""

    def media(self) -> tuple[MediaReference, ...]:
        """Return the file that came with it, if any; of a photo, which comes in several sizes, the largest."""
        largest = max(self.photo, key=lambda size: size.width * size.height, default=None)
        kinds = (
            (self.voice, "audio/ogg"),
            (self.audio, "audio/mpeg"),
            (self.video, "video/mp4"),
            (self.video_note, "video/mp4"),
            # A GIF comes as a document too, for clients of old; the first that is there is the one.
            (self.animation, "video/mp4"),
            (self.document, "application/octet-stream"),
            (largest, "image/jpeg"),
        )
        return tuple(file.reference(otherwise) for file, otherwise in kinds if file)[:1]


class _Button(_Part):
    text: _Words
    callback_data: _Words | None = None


class _Keyboard(_Part):
    inline_keyboard: list[list[_Button]] = []


class _Asked(_Part):
    chat: _Chat
    reply_markup: _Keyboard | None = None


class _Press(_Part):
    from_: _User = Field(alias="from")
    message: _Asked | None = None
    data: _Words | None = None

    def label(self) -> str:
        """Return the words that stood on the button, for people who read the conversation later."""
        rows = self.message.reply_markup.inline_keyboard if self.message and self.message.reply_markup else []
        return next((button.text for row in rows for button in row if button.callback_data == self.data), "")


class _Member(_Part):
    status: str


class _Membership(_Part):
    chat: _Chat
    new_chat_member: _Member


class _Update(_Part):
    update_id: Annotated[int, Field(ge=0, lt=2**63)]
    message: _Message | None = None
    edited_message: object = None
    callback_query: _Press | None = None
    my_chat_member: _Membership | None = None


def _written(number: int, message: _Message, now: datetime) -> Received | Ignored:
    if message.chat.type != "private":
        return Ignored("a group or a channel")
    if message.via_bot or (message.from_ and message.from_.is_bot):
        return Ignored("written by a bot")
    if not message.model_fields_set & message.WRITTEN:
        return Ignored("not written by anybody")
    text, token = _command(message.words())
    at = min(datetime.fromtimestamp(message.date, UTC), now)
    media = message.media()
    return Received(ChannelName.TELEGRAM, str(number), str(message.chat.id), text, at, media=media, token=token)


def _command(words: str) -> tuple[str, str | None]:
    """Return the words without Telegram's slash, and the token of a deep link.

    The Start button sends "/start", which is our word START; a token is no word, and a thread must not show it.
    """
    command = _COMMAND.fullmatch(words)
    if command is None:
        return words, None
    word, rest = command["word"].lower(), command["rest"] or ""
    if word == "start" and _TOKEN.fullmatch(rest):
        return word, rest
    return f"{word} {rest}".rstrip(), None


def _pressed(number: int, press: _Press, now: datetime) -> Received | Ignored:
    if press.message is None or press.data is None:
        return Ignored("a button that is not ours")
    if press.message.chat.type != "private":
        return Ignored("a group or a channel")
    if press.from_.is_bot:
        return Ignored("pressed by a bot")
    sender = str(press.message.chat.id)
    return Received(ChannelName.TELEGRAM, str(number), sender, press.label(), now, button=press.data)


def _membership(number: int, change: _Membership) -> Blocked | Ignored:
    if change.chat.type != "private":
        return Ignored("a group or a channel")
    status = change.new_chat_member.status
    if status not in ("kicked", "member"):
        return Ignored("neither blocked nor unblocked")
    return Blocked(ChannelName.TELEGRAM, str(number), str(change.chat.id), is_blocked=status == "kicked")
