"""What a preview takes for granted, or why there is nothing to show, in the words that staff read."""

from bot.sentences import _
from bot.services.set_out import Note

NOTES: dict[str, str] = {
    Note.TICKED: _("This takes for granted that you have checked, and ticked, that {name} may be messaged."),
    Note.INVITED: _("This takes for granted that you invite {name} now."),
    Note.PLACE_KEPT: _("This takes for granted that {name} has a place that is kept every week."),
    Note.JOINED: _("This takes for granted that the family joins this programme now."),
    Note.NO_NUMBER: _("There is no number that works for {name}. Please check it with the family."),
    Note.NO_PROGRAMME: _("This family is on no programme yet. Choose one, and see what its ten weeks would bring."),
}


def note(code: str, name: str) -> str:
    """Return what is taken for granted, or why nothing can be shown."""
    return _(NOTES[code], name=name)
