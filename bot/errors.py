"""Everything that can go wrong outside the conversation, named by outcome.

StorylinksError
├── SettingWrong          a setting is missing or wrong; names it
├── Refused               input that changes nothing, with the sentence for the person who gave it
│   └── FileRefused       a file that is not kept
│       ├── FileTooBig        too many bytes, or too many pixels
│       ├── FileOfOtherKind   neither a picture nor a voice note
│       └── FileDamaged       cut off or broken
├── PayloadUnreadable     a provider sent something we cannot parse
├── SenderForged          a webhook without the right signature or secret
├── CannotLookUp          this provider cannot be asked whether a message left
└── SendError             one sending did not succeed
    ├── Throttled         too fast; later
    ├── ProviderDown      the provider is away or broken; soon
    ├── OutcomeUnknown    the answer was lost: it may have been sent
    ├── Unreachable       phone off or out of signal; later, a few times
    ├── AddressInvalid    no such number or chat
    ├── Landline          a landline: never text it
    ├── OptedOut          stopped at the carrier or blocked the bot
    ├── AddressMoved      the chat has a new id
    ├── Filtered          the carrier refused the content or the sender
    ├── TooLate           the provider's own validity time passed
    └── Misconfigured     our account or settings are wrong
"""

from enum import StrEnum
from typing import ClassVar


class StorylinksError(Exception):
    """Something outside the conversation went wrong."""

    def __init__(self, sentence: str | None = None) -> None:
        """Keep the sentence; the class's own first line is the default."""
        super().__init__(sentence or (self.__doc__ or "").partition("\n")[0])


class SettingWrong(StorylinksError):
    """A setting is missing or wrong."""

    def __init__(self, setting: str, sentence: str) -> None:
        """Name the setting, then say what is wrong and what to do."""
        self.setting = setting
        super().__init__(f"{setting}: {sentence}")


class Refused(StorylinksError):
    """This cannot be done as asked; nothing was changed."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        """Keep the sentence and the form field it belongs beside."""
        self.sentence = sentence
        self.field = field
        super().__init__(sentence)


class FileRefused(Refused):
    """This file cannot be taken."""

    def __init__(self) -> None:
        """Say why, to staff, in the class's own first line."""
        super().__init__((self.__doc__ or "").partition("\n")[0], "file")


class FileTooBig(FileRefused):
    """This file is too big for us."""


class FileOfOtherKind(FileRefused):
    """This file is neither a picture nor a voice note that we can open."""


class FileDamaged(FileRefused):
    """This file is damaged, or did not come through whole."""


class PayloadUnreadable(StorylinksError):
    """A provider sent something we cannot read."""


class SenderForged(StorylinksError):
    """The signature or secret does not fit."""


class CannotLookUp(StorylinksError):
    """This provider cannot be asked whether a message left."""


class Retry(StrEnum):
    """When a failed sending may be tried again."""

    NEVER = "never"
    SOON = "soon"
    LATER = "later"


class SendError(StorylinksError):
    """One sending did not succeed. `code` is the provider's, for the log only."""

    retry: ClassVar[Retry] = Retry.NEVER
    is_ours: ClassVar[bool] = False
    staff_words: ClassVar[str] = "This text could not be sent. Please tell the family another way."

    def __init__(self, code: str = "", retry_after_s: float | None = None) -> None:
        """Keep the provider's code and how long it asked us to wait, in seconds."""
        self.code = code
        self.retry_after_s = retry_after_s
        super().__init__()


class Throttled(SendError):
    """The provider asks us to slow down."""

    retry = Retry.LATER
    staff_words = "Waiting for a free line. It goes by itself."


class ProviderDown(SendError):
    """The provider is away or broken."""

    retry = Retry.SOON
    is_ours = True
    staff_words = "The text service is not answering. We keep trying."


class OutcomeUnknown(SendError):
    """The provider's answer was lost, so the text may have been sent."""

    is_ours = True
    staff_words = "We are not sure this one arrived."


class Unreachable(SendError):
    """The phone is off or out of signal."""

    retry = Retry.LATER
    staff_words = "Their phone seems to be off. A hello at the gate may help."


class AddressInvalid(SendError):
    """There is no such number or chat."""

    staff_words = "This number does not work. Please check it with the family."


class Landline(SendError):
    """This is a landline, and a landline may read the text out loud."""

    staff_words = "This is a landline. Please ask the family for a mobile number."


class OptedOut(SendError):
    """The parent has stopped texts at the carrier, or blocked the bot."""

    staff_words = "They have stopped our messages here. Speak in person. They can come back with START."


class AddressMoved(SendError):
    """The chat has moved to a new id."""

    retry = Retry.SOON

    def __init__(self, new_address: str) -> None:
        """Keep the new chat id."""
        self.new_address = new_address
        super().__init__("moved")


class Filtered(SendError):
    """The carrier refused the content or the sender."""

    is_ours = True
    staff_words = "The phone company did not let this text through. Please tell the family another way."


class TooLate(SendError):
    """The text waited so long that it no longer makes sense."""

    staff_words = "This text waited too long, so it was not sent."


class Misconfigured(SendError):
    """Our account with the provider is not set up right."""

    is_ours = True
    staff_words = "The text service is not set up right. Please tell whoever looks after the settings."
