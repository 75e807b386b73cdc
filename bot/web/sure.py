"""What reaches families, or ends something, is ticked before it is done."""

from bot.errors import Refused
from bot.web.forms import Form


def refuse_unticked(form: Form, sentence: str) -> None:
    """Raise `Refused` unless the box named "sure" is ticked."""
    if not form.is_ticked("sure"):
        raise Refused(sentence, "sure")
