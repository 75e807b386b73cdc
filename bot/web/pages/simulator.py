"""A parent's phone beside the clock: try any talk without any account. Beside a real school it does not exist."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import Refused
from bot.ports import Received
from bot.services.deliver import deliver
from bot.services.demo_clock import move_on
from bot.services.house import House
from bot.services.receive import receive
from bot.services.save_talk import saved_talk
from bot.web import going_words, words
from bot.web.forms import Form
from bot.web.rendering import fragment, page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from flows.engine.kinds import ChannelName
from storage.reports import simulator as report
from storage.reports.simulator import Bubble, Phone

TITLE = "Phone"
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND, NOTHING_NEW = 422, 404, 204
MORNING = time(8, 20)
LONGEST = 2_000
CHAT_DIGITS = 10
RUN_OUT = "run-out"
NOTHING_PLANNED = "Nothing more is planned."
NO_TIME = "Please give a day and a time, such as 2026-05-12 16:30."


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be tapped under the last question: on Telegram its buttons, elsewhere the digits one would type."""

    label: str
    digit: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The phone that was chosen, what stands on it and what can be tapped; `seen` changes when anything does."""

    phones: tuple[Phone, ...]
    phone: Phone
    bubbles: tuple[Bubble, ...]
    answers: tuple[Answer, ...]

    @property
    def seen(self) -> int:
        """Return how much stands there."""
        return len(self.bubbles)


async def show(request: Request) -> Response:
    """Show a phone."""
    return await _page(request, request.query_params.get("of", ""), Form())


async def look_again(request: Request) -> Response:
    """Show what stands on the phone, for the page to look again by itself; nothing where nothing came."""
    shown = await _shown(request, request.query_params.get("of", ""))
    if request.query_params.get("seen") == str(shown.seen):
        return Response(status_code=NOTHING_NEW)
    return fragment(request, "phone_thread.html", shown=shown, words=words)


async def say(request: Request) -> Response:
    """Let the parent write something, or tap an answer."""
    form = form_of(request)
    shown = await _shown(request, form.text("of"))
    said, button = form.exactly("words")[:LONGEST], form.text("button")
    if button or said.strip():
        label = next((each.label for each in shown.answers if button and each.button == button), said)
        await _come_in(_demo(request), shown.phone.channel, shown.phone.number, label, button=button or None)
    return go(f"/phone?of={shown.phone.key}")


async def join(request: Request) -> Response:
    """Open the one-time link on a new phone: a chat that nobody has written from yet."""
    house, chat = _demo(request), "".join(secrets.choice("123456789") for _ in range(CHAT_DIGITS))
    await _come_in(house, ChannelName.TELEGRAM, chat, "", token=form_of(request).text("token"))
    found = await house.database.read(lambda uow: report.phones(uow, staff_of(request).school_id))
    joined = next((each for each in found if each.number == chat), None)
    return go(f"/phone?of={joined.key}" if joined else f"/phone?done={RUN_OUT}")


async def move_clock(request: Request) -> Response:
    """Move the demo's clock forward; everything on the way happens in its order."""
    form = form_of(request)
    try:
        await move_on(_demo(request), await _until(request, form))
    except Refused as refused:
        return await _page(request, form.text("of"), form.refused(refused))
    shown = await _shown(request, form.text("of"))
    return go(f"/phone?of={shown.phone.key}")


async def save(request: Request) -> Response:
    """Give the talk as a page of text that can stand among the tests."""
    shown = await _shown(request, request.query_params.get("of", ""))
    written = await saved_talk(house_of(request), shown.phone)
    name = f'attachment; filename="talk-{shown.phone.key}.txt"'
    return PlainTextResponse(written, headers={"Content-Disposition": name})


def _demo(request: Request) -> House:
    house = house_of(request)
    if not house.is_demo:
        raise HTTPException(NOT_FOUND)
    return house


async def _come_in(
    house: House, channel: str, sender: str, said: str, *, button: str | None = None, token: str | None = None
) -> None:
    """Receive a message as a channel would, and deliver the answer at once so that the page already shows it."""
    message_id, now = f"phone-{secrets.token_hex(8)}", house.clock.now()
    received = Received(ChannelName(channel), message_id, sender, said, now, button=button, token=token)
    recorded = await receive(house, received)
    await deliver(house, recorded.message_ids)


async def _shown(request: Request, key: str) -> Shown:
    house, school_id = _demo(request), staff_of(request).school_id
    found = await house.database.read(lambda uow: report.phones(uow, school_id))
    if not found:
        raise HTTPException(NOT_FOUND)
    phone = next((each for each in found if each.key == key), found[0])
    said = await house.database.read(lambda uow: report.talk(uow, phone))
    return Shown(found, phone, said, _answers(phone, said))


def _answers(phone: Phone, said: tuple[Bubble, ...]) -> tuple[Answer, ...]:
    """Return the answers to the last question that was put."""
    asked = next((each.buttons for each in reversed(said) if each.buttons), "[]")
    is_tapped = phone.channel == ChannelName.TELEGRAM
    pairs = enumerate(json.loads(asked), 1)
    return tuple(Answer(label, str(digit), token if is_tapped else "") for digit, (label, token) in pairs)


async def _until(request: Request, form: Form) -> datetime:
    zone, now = staff_of(request).zone, house_of(request).clock.now()
    match form.text("to"):
        case "next":
            return await _next(request)
        case "hour":
            return now + timedelta(hours=1)
        case "morning":
            return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)
        case _:
            return _typed(form).replace(tzinfo=zone)


async def _next(request: Request) -> datetime:
    house, who = house_of(request), staff_of(request)
    coming = await house.database.read(lambda uow: report.coming(uow, who.school_id, who.zone, house.clock.now()))
    if coming is None:
        raise Refused(NOTHING_PLANNED, "until")
    return coming.at


def _typed(form: Form) -> datetime:
    try:
        return datetime.fromisoformat(form.text("until"))
    except ValueError:
        raise Refused(NO_TIME, "until") from None


async def _page(request: Request, key: str, form: Form) -> Response:
    shown = await _shown(request, key)
    house, who = house_of(request), staff_of(request)
    coming = await house.database.read(lambda uow: report.coming(uow, who.school_id, who.zone, house.clock.now()))
    return page(
        request,
        "simulator.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        shown=shown,
        coming=coming,
        token_to_join=request.query_params.get("token", ""),
        has_run_out=request.query_params.get("done") == RUN_OUT,
        words=words,
        going_words=going_words,
    )


ROUTES = (
    Route("/phone", show),
    Route("/phone/thread", look_again),
    Route("/phone/transcript", save),
    Route("/phone/say", say, methods=["POST"]),
    Route("/phone/join", join, methods=["POST"]),
    Route("/phone/clock", move_clock, methods=["POST"]),
)
