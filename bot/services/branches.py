"""The paths that a preview is shown for, and how prices read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.sentences import _, _n
from bot.services.suppose import Path, Says

POUND = Decimal(100)
PENNY, TENTH = Decimal(1), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which the weeks may go; `code` names it on pages and in the terminal."""

    code: str
    label: str
    path: Path


BRANCHES = (
    Branch("yes", _("Yes each week, and they come"), Path()),
    Branch("yes-away", _("Yes, and then it does not work out"), Path(comes=False)),
    Branch("maybe", _("Maybe each week, and they come"), Path(Says.MAYBE)),
    Branch("no", _("Not this time, each week"), Path(Says.NO, comes=False)),
    Branch("nothing", _("No answer at all"), Path(Says.NOTHING, comes=False)),
    Branch("nothing-comes", _("No answer, and they come"), Path(Says.NOTHING)),
    Branch("place", _("A place kept every week"), Path(keeps_place=True)),
)
BY_CODE: Mapping[str, Branch] = {each.code: each for each in BRANCHES}


def branch(code: str) -> Branch:
    """Return the branch of this code, the first for any other."""
    return BY_CODE.get(code, BRANCHES[0])


def money(pence: Decimal) -> str:
    """Return a price as it is said: "8p", "7.5p", "£2.80", "nothing"."""
    if not pence:
        return _("nothing")
    if pence >= POUND:
        return f"£{pence / POUND:.2f}"
    amount = pence.quantize(PENNY if pence == pence.to_integral_value() else TENTH)
    return _("{amount}p", amount=f"{amount}")


def parts(count: int) -> str:
    """Return how many SMS parts a text takes."""
    return _n("1 part", "{count} parts", count)
