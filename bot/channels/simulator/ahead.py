"""A family's ten weeks ahead, in the terminal: every message of the demo school before it goes."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.errors import Refused
from bot.services.branches import branch, money, parts
from bot.services.demo import is_made, make_demo
from bot.services.house import House
from bot.services.play import Came, Goes, Line, StaysHere, Writes
from bot.services.preview import Preview, preview
from flows.engine.kinds import ChannelName
from storage.repositories import families
from storage.unit_of_work import UnitOfWork


async def show_ahead(opened: Callable[[], AbstractAsyncContextManager[House]], name: str | None, code: str) -> None:
    """Print the weeks of the adult, or of the child's first adult, of this name."""
    async with opened() as house:
        if not is_made(house):
            await make_demo(house)
        found = await house.database.read(lambda uow: _found(uow, house, name, code))
        print(f"{found.child} and {found.parent}, ten weeks ahead. If they answer: {branch(code).label}.")
        for line in found.lines:
            print(f"{line.at.astimezone(house.zone):%a %d %b %H:%M}  {_words(line)}")
        print(f"{len(found.goes)} texts, {parts(found.segments)}, {money(found.pence)}")


def _found(uow: UnitOfWork, house: House, name: str | None, code: str) -> Preview:
    everybody = families.everybody(uow)
    for adult, child in everybody:
        if name and name.casefold() in (adult.name.casefold(), child.casefold()):
            return preview(uow, house, adult, branch(code).path)
    names = ", ".join(sorted({adult.name for adult, _child in everybody}))
    raise Refused(f"Whose weeks? One of: {names}. For example: storylinks preview {everybody[0][0].name}")


def _words(line: Line) -> str:
    match line:
        case Goes(kind=kind, words=words):
            english = f"\n    {words.english}" if words.english else ""
            return f"{kind}  {_cost(line)}  {words.texts}\n    {words.body}{english}"
        case Writes(words=words):
            return f"(they write: {words})"
        case Came():
            return "(staff tick that they came together)"
        case StaysHere(kind=kind, why=why):
            return f"(stays here: {kind}, {why.replace('_', ' ')})"


def _cost(line: Goes) -> str:
    if line.channel != ChannelName.SMS:
        return "Telegram"
    return f"SMS, {parts(line.segments)}, {money(line.pence)}"
