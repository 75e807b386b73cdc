"""Parents' phones beside the clock: try any talk without any account. Beside a real school they do not exist."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import Refused
from bot.ports import MediaReference, Received
from bot.sentences import _
from bot.services.attached import attached
from bot.services.context import conversation_of
from bot.services.deliver import deliver
from bot.services.demo_clock import move_on
from bot.services.files import AT_MOST
from bot.services.house import House
from bot.services.receive import receive
from bot.services.save_talk import saved_talk
from bot.web import going_words, words
from bot.web.forms import Form
from bot.web.journeys import NOBODY, arrival, moment_of
from bot.web.rendering import fragment, page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from flows import SCRIPT
from flows.engine.kinds import ChannelName
from flows.engine.machine import listening
from storage.reports import simulator as report
from storage.reports.simulator import Bubble, Phone
from storage.repositories import talks
from storage.unit_of_work import UnitOfWork

TITLE = _("Phone")
ROLES = STORY_STAFF
FILE_BYTES = 2 * AT_MOST
TOO_BIG = "That is too big even for a phone. A photo or a short voice note is best."
UNPROCESSABLE, NOT_FOUND, NOTHING_NEW = 422, 404, 204
LONGEST = 2_000
CHAT_DIGITS = 10
MOST_PHONES = 3
STRETCH = 40
"""So many moments happen before the page is shown again: about two seconds."""
RUN_OUT = "run-out"


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be tapped: on Telegram the newest buttons, elsewhere the digits that mean something now."""

    label: str
    digit: str
    button: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """One phone, what stands on it and what can be tapped; `since` begins what is looked back on."""

    phone: Phone
    bubbles: tuple[Bubble, ...]
    answers: tuple[Answer, ...]
    since: datetime | None = None

    @property
    def seen(self) -> int:
        """Return how much stands there; it changes when anything does."""
        return len(self.bubbles) + sum(file.is_fetched for each in self.bubbles for file in each.files)

    @property
    def ladder(self) -> tuple[Bubble, ...]:
        """Return what we began to say since then."""
        if self.since is None:
            return ()
        return tuple(each for each in self.bubbles if each.is_begun and each.is_ours and each.at > self.since)


@dataclass(frozen=True, slots=True)
class Shown:
    """All phones there are, and the screens of those that were chosen; `of` names these in addresses and forms."""

    phones: tuple[Phone, ...]
    screens: tuple[Screen, ...]

    @property
    def of(self) -> str:
        """Return the keys of the chosen phones."""
        return ",".join(each.phone.key for each in self.screens)

    def screen(self, key: str) -> Screen:
        """Return the screen of this phone, the first for any other key."""
        return next((each for each in self.screens if each.phone.key == key), self.screens[0])


async def show(request: Request) -> Response:
    """Show the phones."""
    return await _page(request, _chosen(request), Form())


async def look_again(request: Request) -> Response:
    """Show what stands on a phone, for the page to look again by itself; nothing where nothing came."""
    shown = await _shown(request, _chosen(request))
    screen = shown.screen(request.query_params.get("phone", ""))
    if request.query_params.get("seen") == str(screen.seen):
        return Response(status_code=NOTHING_NEW)
    return fragment(request, "phone_thread.html", shown=shown, screen=screen, words=words)


async def say(request: Request) -> Response:
    """Let a parent write something, attach a file, or tap an answer."""
    form = form_of(request)
    shown = await _shown(request, form.text("of"))
    screen = shown.screen(form.text("phone"))
    said, button = form.exactly("words")[:LONGEST], form.text("button")
    media = tuple(attached(file.content) for file in form.files.values())
    if button or said.strip() or media:
        label = next((each.label for each in screen.answers if button and each.button == button), said)
        phone = screen.phone
        await _come_in(_demo(request), phone.channel, phone.number, label, button=button or None, media=media)
    return go(f"/phone?of={shown.of}")


async def too_big(request: Request) -> Response:
    """Say that no phone sends so much; nothing of it was kept."""
    return await _page(request, "", Form().refused(Refused(TOO_BIG)))


async def join(request: Request) -> Response:
    """Open the one-time link on a new phone: a chat that nobody has written from yet."""
    house, chat = _demo(request), "".join(secrets.choice("123456789") for _ in range(CHAT_DIGITS))
    await _come_in(house, ChannelName.TELEGRAM, chat, "", token=form_of(request).text("token"))
    found = await house.database.read(lambda uow: report.phones(uow, staff_of(request).school_id))
    joined = next((each for each in found if each.number == chat), None)
    return go(f"/phone?of={joined.key}" if joined else f"/phone?done={RUN_OUT}")


async def move_clock(request: Request) -> Response:
    """Move the demo's clock forward, a stretch at a time; everything on the way happens in its order."""
    form, house, who = form_of(request), _demo(request), staff_of(request)
    began = house.clock.now()
    try:
        until = await arrival(house, who, form)
        reached = await move_on(house, until, STRETCH)
    except Refused as refused:
        return await _page(request, form.text("of"), form.refused(refused))
    shown = await _shown(request, form.text("of"))
    asked = {"of": shown.of}
    if form.text("to") == NOBODY or moment_of(form.text("since")):
        asked["since"] = form.text("since") or began.isoformat()
    if reached < until:
        asked["until"] = until.isoformat()
    return go(f"/phone?{urlencode(asked, safe=',')}")


async def save(request: Request) -> Response:
    """Give the talk as a page of text that can stand among the tests."""
    shown = await _shown(request, _chosen(request))
    phone = shown.screens[0].phone
    written = await saved_talk(house_of(request), phone)
    name = f'attachment; filename="talk-{phone.key}.txt"'
    return PlainTextResponse(written, headers={"Content-Disposition": name})


def _demo(request: Request) -> House:
    house = house_of(request)
    if not house.is_demo:
        raise HTTPException(NOT_FOUND)
    return house


def _chosen(request: Request) -> str:
    """Return the phones that were asked for: one address with commas, or a tick for each."""
    return ",".join(request.query_params.getlist("of"))


async def _come_in(
    house: House,
    channel: str,
    sender: str,
    said: str,
    *,
    button: str | None = None,
    token: str | None = None,
    media: tuple[MediaReference, ...] = (),
) -> None:
    """Receive a message as a channel would, and deliver the answer at once so that the page already shows it."""
    message_id, now = f"phone-{secrets.token_hex(8)}", house.clock.now()
    received = Received(ChannelName(channel), message_id, sender, said, now, button=button, token=token, media=media)
    recorded = await receive(house, received)
    await deliver(house, recorded.message_ids)


async def _shown(request: Request, keys: str) -> Shown:
    house, school_id = _demo(request), staff_of(request).school_id
    found = await house.database.read(lambda uow: report.phones(uow, school_id))
    if not found:
        raise HTTPException(NOT_FOUND)
    wanted = keys.split(",")
    chosen = tuple(islice((each for each in found if each.key in wanted), MOST_PHONES)) or found[:1]
    since = moment_of(request.query_params.get("since", ""))
    screens = await house.database.read(lambda uow: tuple(_screen(uow, house, phone, since) for phone in chosen))
    return Shown(found, screens)


def _screen(uow: UnitOfWork, house: House, phone: Phone, since: datetime | None) -> Screen:
    said = report.talk(uow, phone)
    is_tapped = phone.channel == ChannelName.TELEGRAM
    return Screen(phone, said, _buttons(said) if is_tapped else _digits(uow, house, phone), since)


def _buttons(said: tuple[Bubble, ...]) -> tuple[Answer, ...]:
    """Return the newest buttons: on Telegram they stay where they are, and carry their own question."""
    asked = next((each.buttons for each in reversed(said) if each.buttons), "[]")
    return tuple(Answer(label, str(digit), token) for digit, (label, token) in enumerate(json.loads(asked), 1))


def _digits(uow: UnitOfWork, house: House, phone: Phone) -> tuple[Answer, ...]:
    """Return what a digit would mean now."""
    now = house.clock.now()
    talk = talks.by_parent(uow, phone.parent_id, now.astimezone(house.zone).date())
    options = listening(SCRIPT, conversation_of(talk), now).options if talk else ()
    return tuple(
        Answer(house.catalogues.label(option, phone.language), str(digit)) for digit, option in enumerate(options, 1)
    )


async def _page(request: Request, keys: str, form: Form) -> Response:
    shown = await _shown(request, keys)
    house, who = house_of(request), staff_of(request)
    now = house.clock.now()
    coming = await house.database.read(lambda uow: report.coming(uow, who.school_id, who.zone, now))
    until = moment_of(request.query_params.get("until", ""))
    return page(
        request,
        "simulator.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        shown=shown,
        coming=coming,
        on_the_way=until if until and until > now else None,
        since=request.query_params.get("since", ""),
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
