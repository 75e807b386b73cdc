"""Talk as a parent of the demo school, in the terminal: the same file, the same functions as the page."""

import json
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.errors import Refused
from bot.ports import Received
from bot.services.deliver import deliver
from bot.services.demo import is_made, make_demo
from bot.services.demo_clock import move_on, next_thing
from bot.services.house import House
from bot.services.receive import receive
from flows.engine.kinds import ChannelName
from storage.reports import phones
from storage.reports.phones import Phone, Said

SHOWN = 4
HELP = "Type as the parent would. /next: the next thing that happens. /heard: what was understood. /quit: leave."


async def chat(opened: Callable[[], AbstractAsyncContextManager[House]], name: str | None) -> None:
    """Take turns with the story helper on one phone until /quit or the end of input."""
    async with opened() as house:
        if not is_made(house):
            await make_demo(house)
        phone = await _choose(house, name)
        print(f"{phone.parent}'s phone, {phone.channel}. {HELP}")
        seen = await _show(house, phone, 0)
        while (line := _typed(phone)) is not None:
            await _act(house, phone, line)
            seen = await _show(house, phone, seen)


async def _choose(house: House, name: str | None) -> Phone:
    found = await house.database.read(phones.phones)
    names = ", ".join(sorted({each.parent for each in found}))
    for phone in found:
        if name and phone.parent.casefold() == name.casefold():
            return phone
    raise Refused(f"Whose phone? One of: {names}. For example: storylinks chat {found[0].parent}")


async def _act(house: House, phone: Phone, line: str) -> None:
    match line.strip():
        case "/next":
            coming = await next_thing(house)
            await (move_on(house, coming) if coming else _nothing_comes())
        case "/heard":
            said = await house.database.read(lambda uow: phones.thread(uow, phone.parent_id))
            print(next((f"  heard: {_heard(each)}" for each in reversed(said) if not each.is_ours), "  nothing yet"))
        case words:
            await _say(house, phone, words)


async def _nothing_comes() -> None:
    print("  Nothing more is planned.")


async def _say(house: House, phone: Phone, words: str) -> None:
    message_id = f"chat-{secrets.token_hex(8)}"
    message = Received(ChannelName(phone.channel), message_id, phone.number, words, house.clock.now())
    recorded = await receive(house, message)
    await deliver(house, recorded.message_ids)


async def _show(house: House, phone: Phone, seen: int) -> int:
    """Print what is new on the phone; at first only its last few messages."""
    said = await house.database.read(lambda uow: phones.thread(uow, phone.parent_id))
    first = max(0, len(said) - SHOWN) if seen == 0 else seen
    for each in said[first:]:
        if each.is_ours or seen == 0:
            _print(house, phone, each)
    return len(said)


def _print(house: House, phone: Phone, said: Said) -> None:
    when = said.at.astimezone(house.zone)
    print(f"  {when:%a %d %b %H:%M}  {'Bot' if said.is_ours else phone.parent}: {said.body}")
    if said.buttons and phone.channel == ChannelName.TELEGRAM:
        print("      " + "   ".join(f"[{label}]" for label, _token in json.loads(said.buttons)))


def _heard(said: Said) -> str:
    heard = json.loads(said.heard) if said.heard else {}
    words = ", ".join([*heard.get("intents", ()), *heard.get("asks", ())])
    return f"{words} ({said.silence})" if said.silence else words


def _typed(phone: Phone) -> str | None:
    try:
        line = input(f"{phone.parent}> ")
    except EOFError:
        print()
        return None
    return None if line.strip() == "/quit" else line
