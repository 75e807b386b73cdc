"""What reaches families, or ends something, is ticked or looked at before it is done."""

from hashlib import sha256

from bot.errors import Refused
from bot.web.forms import Form

OUR_OWN = frozenset({"csrf", "do", "seen"})
"""Fields that no person fills in."""


def seen_of(form: Form) -> str:
    """Return the mark of everything typed: what was looked at is kept only as long as nothing in it changes."""
    fields = ((name, values) for name, values in form.values.items() if name not in OUR_OWN)
    typed = sorted((name, [value.strip() for value in values]) for name, values in fields)
    return sha256(repr(typed).encode()).hexdigest()[:32]


def is_looked_at(form: Form) -> bool:
    """Say whether exactly this was shown before with everything that it brings about, and is now pressed."""
    return form.text("do") == "save" and form.text("seen") == seen_of(form)


def refuse_unticked(form: Form, sentence: str) -> None:
    """Raise `Refused` unless the box named "sure" is ticked."""
    if not form.is_ticked("sure"):
        raise Refused(sentence, "sure")
