"""The four nations, whose bank holidays differ: their codes and names."""

from bot.sentences import _

NATIONS = {"ENG": _("England"), "WLS": _("Wales"), "SCT": _("Scotland"), "NIR": _("Northern Ireland")}
